import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { problems } from '../../problems.ts'
import { presentRename } from './present.ts'
import { findRename, listTags } from './queries.ts'
import { renameTag } from './tags.ts'

export const tagHandlers = part({
  async listTags({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'tags' },
      ({ limit, after }) => listTags(ctx.read, { prefix: query.q ?? '', after: after?.[0] ?? '', limit }),
      ({ tag, customers }) => ({ name: tag, customers_count: customers }),
      ({ tag }) => [tag, ''],
    )
    return { status: 200, body }
  },

  async renameTag({ params, body, ctx }) {
    const rename = await renameTag(ctx.tx, params.tag, body)
    return { status: 202, headers: { Location: `/v1/tag-renames/${rename.id}` }, body: presentRename(rename) }
  },

  async getTagRename({ params, ctx }) {
    const rename = await findRename(ctx.read, params.tag_rename_id)
    if (rename === undefined) throw problems.notFound('tag rename')
    return { status: 200, body: presentRename(rename) }
  },
})
