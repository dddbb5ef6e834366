import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import type { Member } from '../support/api.ts'

const list = '/v1/calendar-connections'
interface Begun {
  readonly id: string
  readonly authorization_url: string
}
const start = async (member: Member, body: object = {}): Promise<Begun> => (await member.post(list, body)).body as Begun
const stateOf = ({ authorization_url: url }: Begun): string => new URL(url).searchParams.get('state') ?? ''

test('a page is answered on which the person agrees, with a proof that only we can complete', async () => {
  const ada = await (await business()).member('staff')

  const { status, headers, body } = await ada.post(list, { direction: 'pull' })

  const query = new URL((body as Begun).authorization_url).searchParams
  expect(status).toBe(201)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(body).toMatchObject({ member_id: ada.memberId, status: 'pending', direction: 'pull', on_external_delete: 'flag', calendars: [] })
  expect(Object.fromEntries(query)).toMatchObject({
    response_type: 'code',
    access_type: 'offline',
    prompt: 'consent',
    code_challenge_method: 'S256',
  })
  expect(query.get('code_challenge')).toMatch(/^[\w-]{43}$/)
  expect(await rows('select from calendar_connections where state_hash = sha256($1::text::bytea)', [query.get('state')])).toHaveLength(1)
})

test('a member has one connection at a time, and a new consent is asked for on that one', async () => {
  const ada = await (await business()).member('staff')
  const first = await start(ada)

  const second = await ada.post(list, {})
  const again = await ada.post(`${list}/${first.id}/authorize`)

  expect(second).toMatchObject({ status: 409, body: { code: 'calendar_connection_exists', existing_id: first.id } })
  expect(again.status).toBe(200)
  expect(stateOf(again.body as Begun)).not.toBe(stateOf(first))
  expect((await ada.post(`${list}/complete`, { state: stateOf(first), code: '4/code' })).status).toBe(404)
})

test('only the person who began brings the consent back, and only once', async () => {
  const salon = await business()
  const ada = await salon.member('staff')
  const consent = { state: stateOf(await start(ada)), code: '4/code' }

  const other = await salon.owner.post(`${list}/complete`, consent)
  const own = await ada.post(`${list}/complete`, consent)
  const again = await ada.post(`${list}/complete`, consent)

  expect([other.status, own.status, again.status]).toEqual([404, 200, 404])
  expect((await salon.jobs()).map(({ task }) => task)).toEqual(['calendars.sync'])
})

test('a state is over after ten minutes', async () => {
  const ada = await (await business()).member('staff')
  const begun = await start(ada)
  await rows("update calendar_connections set state_expires_at = state_expires_at - interval '10 minutes' where id = $1", [begun.id])

  expect((await ada.post(`${list}/complete`, { state: stateOf(begun), code: '4/code' })).status).toBe(404)
})

test('who refuses is left with a connection that says so, and Google is not asked', async () => {
  const salon = await business()
  const ada = await salon.member('staff')

  const reply = await ada.post(`${list}/complete`, { state: stateOf(await start(ada)), error: 'access_denied' })

  expect(reply.body).toMatchObject({ status: 'pending', error_code: 'access_denied' })
  expect(await salon.jobs()).toEqual([])
})

test("staff deal with their own calendars, admins with everybody's, and keys agree to nothing", async () => {
  const salon = await business()
  const [ada, grace, admin] = [await salon.member('staff'), await salon.member('staff'), await salon.member('admin')]
  const key = await salon.key()
  const { id } = await start(ada)

  const foreign = await grace.post(list, { member_id: ada.memberId })
  const change = await grace.patch(`${list}/${id}`, { direction: 'pull' })
  const end = await grace.post(`${list}/${id}/disconnect`)
  const forGrace = await admin.post(list, { member_id: grace.memberId })
  const byKey = await key.post(list, { member_id: admin.memberId })
  const changedByKey = await key.patch(`${list}/${id}`, { direction: 'pull' })

  expect([foreign, change, end].map(({ status, body }) => [status, (body as { code: string }).code])).toEqual(
    Array(3).fill([403, 'forbidden']),
  )
  expect([forGrace.status, byKey.status, changedByKey.status]).toEqual([201, 403, 200])
})

test('a sandbox has no calendars', async () => {
  const { id, owner } = await business()
  await rows('update businesses set sandbox_of = id where id = $1', [id])

  expect(await owner.post(list, {})).toMatchObject({ status: 409, body: { code: 'calendars_unavailable' } })
})

test('a member who is not in the team, or not any more, connects nothing', async () => {
  const salon = await business()
  const ada = await salon.member('staff')
  await rows("update team_members set status = 'suspended' where id = $1", [ada.memberId])

  expect(await salon.owner.post(list, { member_id: ada.memberId })).toMatchObject({ status: 404, body: { code: 'reference_not_found' } })
})
