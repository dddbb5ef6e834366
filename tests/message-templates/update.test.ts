import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, rows } from '../support/api.ts'
import { feed } from '../support/walk.ts'
import { create } from './templates.ts'

test('other words are a new version of them, and the old ones stay as they were', async () => {
  const salon = await business()
  const { body: before } = await create(salon)
  const path = `/v1/message-templates/${before.id}`

  const words = await salon.owner.patch(path, { body: 'Hello {{first_name}}.' })
  const name = await salon.owner.patch(path, { name: 'Reminder, earlier', category: 'conversational' })

  expect(words.body).toMatchObject({ body: 'Hello {{first_name}}.', template_version: 2, version: 2 })
  expect(name.body).toMatchObject({ name: 'Reminder, earlier', template_version: 2, version: 3 })
  const kept = await rows('select template_version, body from message_template_versions where template_id = $1 order by 1', [before.id])
  expect(kept).toEqual([
    { template_version: 1, body: before.body },
    { template_version: 2, body: 'Hello {{first_name}}.' },
  ])
  const [first, second] = (await feed(salon.owner)).slice(-2)
  expect(first).toMatchObject({
    type: 'message_template.updated',
    data: { object: words.body, previous_attributes: { body: before.body, template_version: 1 } },
  })
  expect(second?.data.previous_attributes).toEqual({ name: 'Reminder', category: 'transactional' })
})

test('what is as it was is no change', async () => {
  const salon = await business()
  const { body: before } = await create(salon)

  const reply = await salon.owner.patch(`/v1/message-templates/${before.id}`, {
    body: before.body,
    name: before.name,
    variables: before.variables,
  })

  expect(reply.body).toEqual(before)
  expect(await feed(salon.owner)).toHaveLength(1)
})

test('the words are judged with the variables that there will be', async () => {
  const salon = await business()
  const { body: template } = await create(salon)
  const path = `/v1/message-templates/${template.id}`

  const without = await salon.owner.patch(path, { variables: [] })
  const both = await salon.owner.patch(path, { body: 'At {{time}}', variables: [{ name: 'time', type: 'time' }] })

  expect(without.body.code).toBe('template_invalid')
  expect(both.body).toMatchObject({ template_version: 2, variables: [{ name: 'time', type: 'time', fallback: null }] })
})

test('a name that another template has is refused, and nothing has changed', async () => {
  const salon = await business()
  const { body: first } = await create(salon)
  const { body: second } = await create(salon, { name: 'Other' })

  const reply = await salon.owner.patch(`/v1/message-templates/${second.id}`, { name: 'reminder', body: 'New {{first_name}}' })

  expect(reply.body).toMatchObject({ code: 'template_name_taken', existing_id: first.id })
  expect((await salon.owner.get(`/v1/message-templates/${second.id}`)).body).toEqual(second)
})

test('changes only the version that was seen', async () => {
  const salon = await business()
  const { body: template } = await create(salon)
  const path = `/v1/message-templates/${template.id}`

  const replies = await Promise.all(['A', 'B', 'C'].map((name) => salon.owner.patch(path, { name }, { 'If-Match': '"1"' })))

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412])
})

test('archived is for good: once, told once, and never changed again', async () => {
  const salon = await business()
  const { body: template } = await create(salon)
  const path = `/v1/message-templates/${template.id}`

  const first = await salon.owner.post(`${path}/archive`)
  const second = await salon.owner.post(`${path}/archive`)
  const changed = await salon.owner.patch(path, { status: 'active' })

  expect(first.body).toMatchObject({ status: 'archived', version: 2, template_version: 1 })
  expect(second.body).toEqual(first.body)
  expect(changed.body.code).toBe('template_archived')
  expect((await feed(salon.owner)).map(({ type }) => type)).toEqual(['message_template.created', 'message_template.archived'])
})

test('is found by what it is', async () => {
  const salon = await business()
  const { body: text } = await create(salon)
  const { body: mail } = await create(salon, { channel: 'email', subject: 'Hello', category: 'marketing', status: 'draft' })
  const ids = async (query: string) =>
    (await salon.owner.get(`/v1/message-templates?${query}`)).body.data.map(({ id }: { id: string }) => id).sort()

  expect(await ids('')).toEqual([text.id, mail.id].sort())
  expect(await ids('channel=sms')).toEqual([text.id])
  expect(await ids('status=draft&status=archived')).toEqual([mail.id])
  expect(await ids('category=marketing')).toEqual([mail.id])
})

test('a template that is not there, or of another business, is a 404', async () => {
  const [salon, other] = [await business(), await business()]
  const { body: theirs } = await create(other)

  for (const id of [randomUUID(), theirs.id as string]) {
    expect((await salon.owner.get(`/v1/message-templates/${id}`)).status).toBe(404)
    expect((await salon.owner.patch(`/v1/message-templates/${id}`, { name: 'Mine' })).status).toBe(404)
    expect((await salon.owner.post(`/v1/message-templates/${id}/archive`)).status).toBe(404)
  }
})
