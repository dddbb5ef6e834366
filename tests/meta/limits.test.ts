import { expect, test } from '@jest/globals'
import { business, newCustomer, secrets, server } from '../support/api.ts'
import { call } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { becomesReady, startTestServer } from '../support/test-server.ts'
import { document } from '../contract/corpus/contract.ts'

interface PlanLimit {
  readonly name: string
  readonly limit: number
  readonly used: number
}
const byName = ({ body }: Reply): Record<string, PlanLimit> =>
  Object.fromEntries((body as { plan_limits: PlanLimit[] }).plan_limits.map((each) => [each.name, each]))

test('the limits of the plan are those of the business, with how much of them is used', async () => {
  const salon = await business('starter')
  const staff = await salon.member('staff')
  await salon.member('viewer')
  await salon.owner.post('/v1/team-members/' + staff.memberId + '/remove', { revoke_keys: false })
  const key = await salon.key()
  await salon.owner.post('/v1/customers', newCustomer())

  const asked = await key.get('/v1/meta/limits')

  const { limits, plan } = (await salon.owner.get(`/v1/businesses/${salon.id}`)).body as { limits: Record<string, number>; plan: string }
  expect(asked.status).toBe(200)
  expect(asked.body.plan).toBe(plan)
  expect(Object.fromEntries(Object.values(byName(asked)).map(({ name, limit }) => [name, limit]))).toEqual(limits)
  expect(byName(asked)).toMatchObject({ max_members: { used: 2 }, max_api_keys: { used: 1 }, max_customers: { used: 1 } })
})

test('what is said to be left is what can still be added', async () => {
  const salon = await business('free')
  const { limit, used } = byName(await salon.owner.get('/v1/meta/limits')).max_api_keys as PlanLimit

  const statuses: number[] = []
  for (let place = used; place <= limit; place += 1)
    statuses.push((await salon.owner.post('/v1/api-keys', { name: 'Form', scopes: ['customers:read'] })).status)

  expect(statuses).toEqual([...Array<number>(limit - used).fill(201), 409])
})

test('the policies are those of the headers, and the sizes those that are enforced', async () => {
  const salon = await business()
  const strict = await startTestServer({ ...secrets, DATABASE_URL: server.urls.application, RATE_LIMIT_FACTOR: '2' })
  try {
    await becomesReady(strict.url)
    const headers = { authorization: `Bearer ${salon.owner.token}` }
    const asked = await call(strict.url, 'GET', '/v1/meta/limits', undefined, headers)
    const { rate_limits: policies, requests } = asked.body as {
      rate_limits: { policy: string; quota: number; window_seconds: number }[]
      requests: Record<string, number>
    }
    const said = (asked.headers.get('ratelimit-policy') ?? '').split(', ')
    const url = (bytes: number): string => `/v1/customers?q=${'a'.repeat(bytes - '/v1/customers?q='.length)}`

    expect(policies.map(({ policy, quota, window_seconds: seconds }) => `"${policy}";q=${quota};w=${seconds}`)).toEqual(
      expect.arrayContaining(said),
    )
    expect(said).toHaveLength(2)
    expect(policies.find(({ policy }) => policy === 'credential')?.quota).toBe(1200)
    expect((await call(strict.url, 'GET', url(requests.max_url_bytes ?? 0), undefined, headers)).status).toBe(400)
    expect((await call(strict.url, 'GET', url((requests.max_url_bytes ?? 0) + 1), undefined, headers)).status).toBe(414)
    const body = (bytes: number): string => 'a'.repeat(bytes - 2)
    expect((await call(strict.url, 'POST', '/v1/customers', body(requests.max_body_bytes ?? 0), headers)).status).toBe(400)
    expect((await call(strict.url, 'POST', '/v1/customers', body((requests.max_body_bytes ?? 0) + 1), headers)).status).toBe(413)
  } finally {
    await strict.stop()
  }
})

test('pages are as large as the contract says', async () => {
  const salon = await business()

  const { requests } = (await salon.owner.get('/v1/meta/limits')).body as { requests: Record<string, number> }

  const { Limit: limit } = document.components.parameters as { Limit: { schema: { maximum: number; default: number } } }
  expect(limit.schema).toMatchObject({ maximum: requests.max_page_size, default: requests.default_page_size })
})

test('a key without business:read learns nothing of the business', async () => {
  const key = await (await business()).key(['customers:read'])

  expect(await key.get('/v1/meta/limits')).toMatchObject({ status: 403, body: { code: 'scope_required' } })
})
