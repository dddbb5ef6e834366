import type { ServerResponse } from 'node:http'
import type { Behaviour } from './behaviour.ts'
import type { CallbackMode } from './callbacks.ts'
import type { Asked } from './desk.ts'
import type { Vendors } from './vendors.ts'

/** By vendor or credential. */
export interface Orders {
  readonly next?: Readonly<Record<string, readonly Behaviour[]>>
  readonly always?: Readonly<Record<string, Behaviour | null>>
  readonly callbacks?: CallbackMode
  /** What people do in Google's own pages: an event is added where none is named, changed where there are fields, and deleted where there are none. */
  readonly google?: readonly { readonly account: string; readonly id?: string; readonly fields?: object }[]
  /** Credentials that are not known any more. */
  readonly refuse?: readonly string[]
}

/**
 * For whoever is another process: `GET /control` answers what was sent, `POST /control` orders how to behave, `DELETE /control` forgets everything.
 */
export function control(vendors: Vendors, { method, body }: Pick<Asked, 'method' | 'body'>, response: ServerResponse): void {
  if (method === 'POST') follow(vendors, JSON.parse(body) as Orders)
  if (method === 'DELETE') vendors.reset()
  const { taken, callbacks } = vendors
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ taken, callbacks: callbacks.statuses }))
}

function follow(vendors: Vendors, { next = {}, always = {}, callbacks: mode, refuse = [], google = [] }: Orders): void {
  const { behaviours, callbacks, refused } = vendors
  for (const [who, wanted] of Object.entries(next)) behaviours.next(who, ...wanted)
  for (const [who, wanted] of Object.entries(always)) behaviours.always(who, wanted ?? undefined)
  for (const credential of refuse) refused.add(credential)
  if (mode !== undefined) callbacks.mode(mode)
  for (const { account, id, fields } of google) {
    const { primary } = vendors.google.account(account)
    if (id === undefined) primary.add(fields ?? {})
    else if (fields === undefined) primary.delete(id)
    else primary.change(id, fields)
  }
}
