import type { Business, Member } from './api.ts'
import type { Reply } from './http.ts'

// What an owner does once, and not by a slip.

export async function slugOf(salon: Pick<Business, 'id' | 'owner'>): Promise<string> {
  return ((await salon.owner.get(`/v1/businesses/${salon.id}`)).body as { slug: string }).slug
}

/** Passes the business on as the API wants it, or as told otherwise. */
export async function transfer(salon: Business, to: Pick<Member, 'memberId'>, by: Pick<Member, 'post'> = salon.owner): Promise<Reply> {
  const body = { member_id: to.memberId, confirmation: `transfer ownership of ${await slugOf(salon)}` }
  return by.post(`/v1/businesses/${salon.id}/transfer-ownership`, body)
}

export async function close(salon: Pick<Business, 'id' | 'owner'>, headers: Record<string, string> = {}): Promise<Reply> {
  return salon.owner.post(`/v1/businesses/${salon.id}/close`, { confirmation: `close business ${await slugOf(salon)}` }, headers)
}
