import { randomUUID } from 'node:crypto'
import { record, writeChanges } from '../../src/db/changes.ts'
import { plain } from '../../src/db/database.ts'
import type { WorkShop } from './worker.ts'

/** What tests of the audit log need, in the database of a workshop. */
export function auditing(shop: WorkShop) {
  return {
    /** A business with so many audit entries. */
    async business(entries = 0): Promise<string> {
      const insert = "insert into businesses (name, slug, time_zone) values ('Salon', $1, 'UTC') returning id"
      const id = (await shop.rows<{ id: string }>(insert, [randomUUID()]))[0]?.id ?? ''
      await shop.rows('insert into business_counters (business_id) values ($1)', [id])
      for (let n = 0; n < entries; n += 1) await this.change(id)
      return id
    },
    /** One more change, as a request would record it. */
    change: (business: string): Promise<void> =>
      shop.transact({ business }, async (tx) => {
        record(tx, { action: 'business.updated', resource: { type: 'business', id: business }, changedFields: ['name'] })
        await writeChanges(tx, { actor: { type: 'system', id: null }, request: null, ipAddress: null })
      }),
    /** Makes entries three years old, and the chain such as it would have been had they been written then. */
    async age(business: string, sequences: readonly number[]): Promise<void> {
      const older = "update audit_logs set occurred_at = occurred_at - interval '3 years' where business_id = $1 and sequence = any ($2)"
      await shop.rows(older, [business, sequences])
      await shop.rows(`do $$
        declare
          entry audit_logs;
          previous bytea := '\\x';
        begin
          for entry in select * from audit_logs where business_id = '${business}' order by sequence loop
            previous := app.audit_hash(previous, entry);
            update audit_logs set hash = previous where business_id = entry.business_id and sequence = entry.sequence;
          end loop;
          update business_counters set audit_hash = previous where business_id = '${business}';
        end $$`)
    },
    async sequences(business: string): Promise<number[]> {
      const found = await shop.rows<{ sequence: string }>('select sequence from audit_logs where business_id = $1 order by sequence', [
        business,
      ])
      return found.map(({ sequence }) => Number(sequence))
    },
    /** The first broken entry, as the application finds it. */
    broken: (business: string): Promise<{ sequence: number; reason: string } | undefined> =>
      shop.transact({ business }, (tx) =>
        tx.first(plain<{ sequence: number; reason: string }>('select sequence, reason from app.first_broken_audit_entry()')),
      ),
  }
}
