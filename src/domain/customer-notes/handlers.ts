import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { changeNote, notesOnCustomer, readNote, removeNote, writeNote } from './customer-notes.ts'
import { presentNote } from './present.ts'

export const customerNoteHandlers = part({
  async listCustomerNotes({ params, query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: `notes of ${params.customer_id.toLowerCase()}` },
      (window) => notesOnCustomer(ctx.read, params.customer_id, query, window),
      presentNote,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createCustomerNote({ params, body, ctx }) {
    const note = await writeNote(ctx.tx, params.customer_id, body, ctx.business.member)
    const headers = { Location: `/v1/customers/${note.customer_id}/notes/${note.id}`, ETag: etag(note) }
    return { status: 201, headers, body: presentNote(note) }
  },

  async getCustomerNote({ params, ctx }) {
    const note = await readNote(ctx.read, params.customer_id, params.note_id)
    return { status: 200, headers: { ETag: etag(note) }, body: presentNote(note) }
  },

  async updateCustomerNote({ params, body, ctx }) {
    const place = { customerId: params.customer_id, noteId: params.note_id }
    const note = await changeNote(ctx.tx, place, body, ctx.business.member, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(note) }, body: presentNote(note) }
  },

  async deleteCustomerNote({ params, ctx }) {
    const place = { customerId: params.customer_id, noteId: params.note_id }
    await removeNote(ctx.tx, place, ctx.business.member, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 204 }
  },
})
