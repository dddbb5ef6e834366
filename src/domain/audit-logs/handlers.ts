import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { presentEntry } from './present.ts'
import { listEntries } from './queries.ts'

export const auditLogHandlers = part({
  async listAuditLogs({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'audit-logs' },
      ({ limit, after }) => listEntries(ctx.read, query, { before: after === undefined ? undefined : Number(after[0]), limit }),
      presentEntry,
      (row) => [String(row.sequence), row.id],
    )
    return { status: 200, body }
  },
})
