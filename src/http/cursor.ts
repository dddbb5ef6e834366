import { createHmac, createSecretKey, hash, timingSafeEqual } from 'node:crypto'
import { problems } from '../problems.ts'
import { cursorSeconds } from './request-limits.ts'

/** Where a page ended: the sort key and the id of its last row. */
export type Position = readonly [key: string, id: string]

/** Cursors are opaque and authenticated, live 24 hours, and belong to one list with its filters and order: with others they are refused. */
export interface Cursors {
  encode(position: Position, list: object): string
  /** Throws a Problem 404 for a cursor that is altered, too old or of another list. */
  decode(cursor: string | undefined, list: object): Position | undefined
}

const macLength = 16

export function createCursors(key: string): Cursors {
  // Made once: from bytes Node would make it anew for each cursor.
  const secret = createSecretKey(key, 'base64')
  const mac = (payload: Buffer, list: object): Buffer => {
    const names = Object.entries(list).filter(([name]) => name !== 'cursor' && name !== 'limit')
    const bound = hash('sha256', JSON.stringify(names.sort()), 'buffer')
    return createHmac('sha256', secret).update('cursor:').update(bound).update(payload).digest().subarray(0, macLength)
  }
  return {
    encode(position, list) {
      const payload = Buffer.from(JSON.stringify([...position, Math.floor(Date.now() / 1000)]))
      return Buffer.concat([mac(payload, list), payload]).toString('base64url')
    },
    decode(cursor, list) {
      if (cursor === undefined) return undefined
      const bytes = Buffer.from(cursor, 'base64url')
      const payload = bytes.subarray(macLength)
      if (payload.length === 0 || !timingSafeEqual(mac(payload, list), bytes.subarray(0, macLength))) throw problems.cursorInvalid()
      const [sortKey, id, issuedAt] = JSON.parse(payload.toString()) as [string, string, number]
      if (issuedAt + cursorSeconds < Date.now() / 1000) throw problems.cursorExpired()
      return [sortKey, id]
    },
  }
}
