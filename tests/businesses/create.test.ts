import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, person, rows, signIn } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'

const newBusiness = (fields: object = {}): object => ({ name: 'Corner Garage', time_zone: 'America/New_York', ...fields })

test('whoever creates a business owns it and can work in it', async () => {
  const ada = await signIn(await person())

  const created = await ada.post(
    '/v1/businesses',
    newBusiness({ email: 'Desk@Garage.example.com', address: { line1: '1 Road', city: 'Troy', country: 'US' } }),
  )

  expect(created.status).toBe(201)
  expect(created.headers.get('location')).toBe(`/v1/businesses/${created.body.id}`)
  expect(created.body).toMatchObject({ email: 'desk@garage.example.com', currency: 'USD', status: 'active', plan: 'free', version: 1 })
  const [owner] = await rows('select role, status from team_members where business_id = $1 and person_id = $2', [
    created.body.id,
    ada.person.id,
  ])
  expect(owner).toEqual({ role: 'owner', status: 'active' })
  expect((await ada.get(`/v1/businesses/${created.body.id}`)).body).toEqual(created.body)
  expect(await eventTypesOf(created.body.id)).toEqual(['business.created', 'team_member.joined'])
})

test('a slug is made from the name, and gets a number when it is taken', async () => {
  const ada = await signIn(await person())
  const name = `Café Zoë ${randomUUID().slice(0, 8)}`

  const first = await ada.post('/v1/businesses', newBusiness({ name }))
  const second = await ada.post('/v1/businesses', newBusiness({ name }))

  expect(first.body.slug).toBe(name.toLowerCase().replaceAll(' ', '-').replace('é', 'e').replace('ë', 'e'))
  expect(second.body.slug).toMatch(new RegExp(`^${first.body.slug}-[0-9]+$`))
})

test('a name without Latin letters still gives a slug', async () => {
  const ada = await signIn(await person())

  const created = await ada.post('/v1/businesses', newBusiness({ name: '美容室' }))

  expect(created.status).toBe(201)
  expect(created.body.slug).toMatch(/^business(-[0-9]+)?$/)
})

test('a slug that another business has is refused, and nothing is left behind', async () => {
  const [ada, salon] = [await signIn(await person()), await business()]
  const slug = (await salon.owner.get(`/v1/businesses/${salon.id}`)).body.slug as string

  const refused = await ada.post('/v1/businesses', newBusiness({ slug }))

  expect(refused.status).toBe(409)
  expect(refused.body.code).toBe('slug_taken')
  expect((await ada.get('/v1/businesses')).body.data).toEqual([])
})

test('nobody owns more businesses than the plan allows, not even two at once', async () => {
  const ada = await signIn(await person())
  await ada.post('/v1/businesses', newBusiness())
  await ada.post('/v1/businesses', newBusiness())

  const both = await Promise.all([ada.post('/v1/businesses', newBusiness()), ada.post('/v1/businesses', newBusiness())])

  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('plan_limit_reached')
  expect(await rows('select from team_members where person_id = $1', [ada.person.id])).toHaveLength(3)
})

test('a repeat with the same Idempotency-Key creates one business', async () => {
  const ada = await signIn(await person())
  const headers = { 'idempotency-key': randomUUID() }

  const first = await ada.post('/v1/businesses', newBusiness(), headers)
  const again = await ada.post('/v1/businesses', newBusiness(), headers)

  expect(again.status).toBe(201)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.body).toEqual(first.body)
  expect(await rows('select from team_members where person_id = $1', [ada.person.id])).toHaveLength(1)
})

test('an API key neither lists nor creates businesses', async () => {
  const key = await (await business()).key()

  expect(await key.get('/v1/businesses')).toMatchObject({ status: 403, body: { code: 'person_required' } })
  expect(await key.post('/v1/businesses', newBusiness())).toMatchObject({ status: 403, body: { code: 'person_required' } })
})
