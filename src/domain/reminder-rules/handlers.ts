import { part } from '../../http/handler.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { presentRules } from './defaults.ts'
import { findRules } from './queries.ts'
import { replaceRules } from './reminder-rules.ts'

export const reminderRuleHandlers = part({
  async getReminderRules({ ctx }) {
    const rules = presentRules(await findRules(ctx.read))
    return { status: 200, headers: { ETag: etag(rules) }, body: rules }
  },

  async replaceReminderRules({ body, ctx }) {
    const rules = await replaceRules(ctx.tx, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(rules) }, body: rules }
  },
})
