import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { feed, walk } from '../support/walk.ts'

async function salonWithTags(...customers: string[][]): Promise<{ salon: Business; ids: string[] }> {
  const salon = await business()
  const ids: string[] = []
  for (const tags of customers) ids.push((await salon.owner.post('/v1/customers', newCustomer({ tags }))).body.id as string)
  return { salon, ids }
}

async function tagsOf({ owner }: Business): Promise<string[][]> {
  return (await walk<{ tags: string[] }>(owner, '/v1/customers?sort=created_at')).map(({ tags }) => tags)
}

/** So many customers with a tag, past the API. */
async function addTagged({ id }: Business, tag: string, customers: number): Promise<void> {
  await rows(
    `insert into customers (business_id, external_id, tags, search_text, sort_name)
     select $1, $2 || n, array[$2], '', '' from generate_series(1, $3::integer) n`,
    [id, tag, customers],
  )
}

test('gives a label another name on every customer that has it, each told, and then says so', async () => {
  const { salon, ids } = await salonWithTags(['vip', 'zebra'], ['other'], ['vip'])

  const reply = await salon.owner.post('/v1/tags/vip/rename', { name: 'gold' })

  expect(reply.status).toBe(202)
  expect(reply.headers.get('location')).toBe(`/v1/tag-renames/${reply.body.id}`)
  const rename = { id: expect.any(String), from: 'vip', to: 'gold', status: 'completed', customers_changed: 2 }
  expect(reply.body).toEqual({ ...rename, created_at: expect.any(String), completed_at: expect.any(String) })
  expect((await salon.owner.get(`/v1/tag-renames/${reply.body.id}`)).body).toEqual(reply.body)
  expect(await tagsOf(salon)).toEqual([['gold', 'zebra'], ['other'], ['gold']])
  const { body: first, headers } = await salon.owner.get(`/v1/customers/${ids[0]}`)
  expect([first.version, headers.get('etag')]).toEqual([2, '"2"'])
  expect((await salon.owner.get('/v1/customers?tag=gold')).body.data).toHaveLength(2)
  const told = (await feed(salon.owner)).slice(3)
  expect(told.map(({ type }) => type)).toEqual(['customer.updated', 'customer.updated', 'tag.renamed'])
  expect(told.find(({ data }) => data.object.id === ids[0])).toMatchObject({
    data: { object: first, previous_attributes: { tags: ['vip', 'zebra'] } },
  })
  expect(told[2]?.data).toEqual({ object: reply.body })
  expect(await salon.jobs()).toEqual([])
})

test('a name that is in use is refused, unless two labels are to become one', async () => {
  const { salon } = await salonWithTags(['vip', 'gold'], ['vip'], ['gold'])

  const refused = await salon.owner.post('/v1/tags/vip/rename', { name: 'gold' })
  const before = await tagsOf(salon)
  const merged = await salon.owner.post('/v1/tags/vip/rename', { name: 'gold', merge: true })

  expect([refused.status, refused.body.code]).toEqual([409, 'tag_exists'])
  expect(before).toEqual([['gold', 'vip'], ['vip'], ['gold']])
  expect(merged.body).toMatchObject({ status: 'completed', customers_changed: 2 })
  expect(await tagsOf(salon)).toEqual([['gold'], ['gold'], ['gold']])
  expect((await salon.owner.get('/v1/tags')).body.data).toEqual([{ name: 'gold', customers_count: 3 }])
})

test('a label that nobody has is not there, and one cannot be given its own name', async () => {
  const { salon } = await salonWithTags(['vip'])

  const unknown = await salon.owner.post('/v1/tags/gold/rename', { name: 'vip', merge: true })
  const same = await salon.owner.post('/v1/tags/vip/rename', { name: 'vip', merge: true })

  expect(unknown.status).toBe(404)
  expect([same.status, same.body.code]).toEqual([409, 'tag_exists'])
  expect(await feed(salon.owner)).toHaveLength(1)
})

test('of many customers a hundred are changed at once, and a job has the rest', async () => {
  const { salon } = await salonWithTags()
  await addTagged(salon, 'vip', 130)

  const { body } = await salon.owner.post('/v1/tags/vip/rename', { name: 'gold' })

  expect(body).toMatchObject({ status: 'running', customers_changed: 100, completed_at: null })
  expect(await salon.jobs()).toEqual([{ task: 'tags.rename', payload: { tag_rename_id: body.id } }])
  expect((await salon.owner.get('/v1/tags')).body.data).toEqual([
    { name: 'gold', customers_count: 100 },
    { name: 'vip', customers_count: 30 },
  ])
})

test('while a label is being renamed, another rename of it has to wait, and the same one is that one', async () => {
  const { salon } = await salonWithTags(['silver'])
  await addTagged(salon, 'vip', 101)
  const { body: first } = await salon.owner.post('/v1/tags/vip/rename', { name: 'gold' })

  const others = [
    await salon.owner.post('/v1/tags/vip/rename', { name: 'platinum' }),
    await salon.owner.post('/v1/tags/gold/rename', { name: 'vip', merge: true }),
    await salon.owner.post('/v1/tags/silver/rename', { name: 'gold', merge: true }),
  ]
  const same = await salon.owner.post('/v1/tags/vip/rename', { name: 'gold' })
  const apart = await salon.owner.post('/v1/tags/silver/rename', { name: 'bronze' })

  for (const { status, body } of others) {
    expect([status, body.code, body.existing_id]).toEqual([409, 'tag_rename_in_progress', first.id])
  }
  expect([same.status, same.body]).toEqual([202, first])
  expect(apart.body.status).toBe('completed')
})

test('of renames of one label at once, one begins', async () => {
  const { salon } = await salonWithTags()
  await addTagged(salon, 'vip', 101)

  const replies = await Promise.all(['a', 'b', 'c', 'd'].map((name) => salon.owner.post('/v1/tags/vip/rename', { name })))

  expect(replies.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409])
  expect(await rows('select from tag_renames where business_id = $1', [salon.id])).toHaveLength(1)
})

test('whoever tags customers meanwhile loses nothing', async () => {
  const { salon, ids } = await salonWithTags(...Array.from({ length: 12 }, () => ['vip']))

  const [rename] = await Promise.all([
    salon.owner.post('/v1/tags/vip/rename', { name: 'gold' }),
    ...ids.flatMap((id) => [
      salon.owner.put(`/v1/customers/${id}/tags/extra`),
      salon.owner.patch(`/v1/customers/${id}`, { first_name: 'Ada' }),
      salon.owner.put(`/v1/customers/${id}/tags/another`),
    ]),
  ])

  expect(rename.body.customers_changed).toBe(12)
  expect(await tagsOf(salon)).toEqual(ids.map(() => ['another', 'extra', 'gold']))
})

test('stays within the business, and is for those who manage its settings', async () => {
  const { salon } = await salonWithTags(['vip'])
  const { salon: other } = await salonWithTags(['vip'])
  const manager = await salon.member('manager')

  const refused = await manager.post('/v1/tags/vip/rename', { name: 'gold' })
  const { body } = await salon.owner.post('/v1/tags/vip/rename', { name: 'gold' })

  expect(refused.status).toBe(403)
  expect(await tagsOf(other)).toEqual([['vip']])
  expect((await other.owner.get(`/v1/tag-renames/${body.id}`)).status).toBe(404)
  expect((await manager.get(`/v1/tag-renames/${body.id}`)).body).toEqual(body)
})
