import { expect, test } from '@jest/globals'
import { business, person, rows, signIn } from '../support/api.ts'

test('a person sees the businesses that they belong to, newest first, page by page', async () => {
  const ada = await signIn(await person())
  const [first, second, third, others] = [await business(), await business(), await business(), await business()]
  for (const { id } of [first, second, third])
    await rows("insert into team_members (business_id, person_id, role) values ($1, $2, 'staff')", [id, ada.person.id])

  const page = await ada.get('/v1/businesses?limit=2')
  const rest = await ada.get(`/v1/businesses?limit=2&cursor=${page.body.page.next_cursor}`)

  expect(page.body.data.map(({ id }: { id: string }) => id)).toEqual([third.id, second.id])
  expect(rest.body.data.map(({ id }: { id: string }) => id)).toEqual([first.id])
  expect(rest.body.page).toEqual({ next_cursor: null, has_more: false })
  expect(JSON.stringify([page.body, rest.body])).not.toContain(others.id)
})

test('a business is gone from the list for whoever is suspended or removed', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  for (const status of ['suspended', 'removed']) {
    await rows('update team_members set status = $1 where id = $2', [status, staff.memberId])

    expect((await staff.get('/v1/businesses')).body.data).toEqual([])
  }
})
