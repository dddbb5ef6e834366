import { plain, reading, withTransaction } from '../../src/db/database.ts'
import type { Database, Read, Tx } from '../../src/db/database.ts'

/** What happens to a business, by both doors, well or badly. Each throws when it sees or does what it must not. */
export interface Happening {
  readonly db: Database
  readonly mine: string
  readonly other: string
  /** The person who owns the business, and no other. */
  readonly person: string
  /** A name that nothing else has. */
  readonly name: string
  /** Says that a customer of this name must be there afterwards; of all others none may be. */
  readonly keep: (businessId: string, name: string) => void
}

class Abandoned extends Error {}

export const happenings: Readonly<Record<string, (happening: Happening) => Promise<void>>> = {
  async read({ db, mine }) {
    await seesOnly(reading(db, { business: mine }), mine)
  },

  async readOther({ db, mine, other }) {
    const found = await reading(db, { business: mine }).all(plain('select 1 from customers where business_id = $1', [other]))
    require(found.length === 0, 'a customer of another business was asked for by its id, and found')
  },

  async readAsNobody({ db }) {
    for (const table of ['customers', 'customer_tags', 'events', 'team_members', 'businesses', 'people']) {
      const found = await reading(db, { nobody: true }).all(plain(`select 1 from ${table} limit 1`))
      require(found.length === 0, `nobody saw a row of ${table}`)
    }
  },

  async readAsPerson({ db, mine, person }) {
    const door = reading(db, { person })
    const places = await door.all(plain<{ business_id: string }>('select business_id from team_members'))
    require(places.every(({ business_id }) => business_id === mine), 'a person saw the membership of somebody else')
    require((await door.all(plain('select 1 from customers limit 1'))).length === 0, 'a person without a business saw a customer')
  },

  async failToRead({ db, mine }) {
    await refused(reading(db, { business: mine }).all(plain('select 1 / 0')), '22012')
  },

  async write({ db, mine, name, keep }) {
    await withTransaction(db, { business: mine }, async (tx) => {
      await insert(tx, name)
      await seesOnly(tx, mine)
    })
    keep(mine, name)
  },

  async abandon({ db, mine, name }) {
    await abandoned(
      withTransaction(db, { business: mine }, async (tx) => {
        await insert(tx, name)
        throw new Abandoned()
      }),
    )
  },

  async failToWrite({ db, mine, name }) {
    await refused(
      withTransaction(db, { business: mine }, async (tx) => {
        await insert(tx, name)
        await tx.all(plain('select 1 / 0'))
      }),
      '22012',
    )
  },

  async attempt({ db, mine, name, keep }) {
    await withTransaction(db, { business: mine }, async (tx) => {
      await insert(tx, name)
      await refused(
        tx.attempt(() => insert(tx, name)),
        '23505',
      )
      await insert(tx, `${name}+`)
    })
    keep(mine, name)
    keep(mine, `${name}+`)
  },

  async attemptWithinAttempt({ db, mine, name, keep }) {
    await withTransaction(db, { business: mine }, async (tx) => {
      const outer = tx.attempt(async () => {
        await insert(tx, `${name}-`)
        await abandoned(tx.attempt(() => insert(tx, `${name}--`).then(() => Promise.reject(new Abandoned()))))
        throw new Abandoned()
      })
      await abandoned(outer)
      await insert(tx, name)
    })
    keep(mine, name)
  },

  async overlookFailure({ db, mine, name }) {
    const overlooking = withTransaction(db, { business: mine }, async (tx) => {
      await insert(tx, name)
      await tx.all(plain('select 1 / 0')).catch(() => undefined)
    })
    const outcome = await overlooking.then(
      () => 'committed',
      () => 'refused',
    )
    require(outcome === 'refused', 'a transaction of which nothing was kept was said to have been committed')
  },

  async writeForOther({ db, mine, other, name }) {
    const values = [other, name]
    const text = "insert into customers (business_id, external_id, search_text, sort_name) values ($1, $2, '', '')"
    await refused(
      withTransaction(db, { business: mine }, (tx) => tx.all(plain(text, values))),
      '42501',
    )
  },

  async changeOther({ db, mine, other }) {
    await withTransaction(db, { business: mine }, async (tx) => {
      const changed = await tx.all(plain("update customers set first_name = 'Stolen' where business_id = $1 returning id", [other]))
      const removed = await tx.all(plain('delete from customer_tags where business_id = $1 returning tag', [other]))
      require(changed.length + removed.length === 0, 'rows of another business were changed')
    })
  },

  async becomeOther({ db, mine, other, name, keep }) {
    await withTransaction(db, { business: mine }, async (tx) => {
      await insert(tx, name)
      await tx.become({ business: other })
      await insert(tx, name)
      await seesOnly(tx, other)
    })
    keep(mine, name)
    keep(other, name)
  },

  async becomeOtherInVain({ db, mine, other, name, keep }) {
    await withTransaction(db, { business: mine }, async (tx) => {
      const attempt = tx.attempt(async () => {
        await tx.become({ business: other })
        await insert(tx, `${name}-`)
        throw new Abandoned()
      })
      await abandoned(attempt)
      await insert(tx, name)
      await seesOnly(tx, mine)
    })
    keep(mine, name)
  },

  async takeTooLong({ db, mine, name }) {
    await refused(
      withTransaction(db, { business: mine }, async (tx) => {
        await insert(tx, name)
        await tx.all(plain("set local statement_timeout = '1ms'"))
        await tx.all(plain('select pg_sleep(1)'))
      }),
      '57014',
    )
  },

  async loseConnection({ db, mine, name }) {
    const lost = withTransaction(db, { business: mine }, async (tx) => {
      await insert(tx, name)
      await tx.all(plain('select pg_terminate_backend(pg_backend_pid())'))
    })
    const outcome = await lost.then(
      () => 'committed',
      () => 'lost',
    )
    require(outcome === 'lost', 'a transaction outlived its connection')
  },
}

async function insert(tx: Tx, name: string): Promise<void> {
  await tx.all(plain("insert into customers (external_id, search_text, sort_name) values ($1, '', '')", [name]))
}

async function seesOnly(door: Read, businessId: string): Promise<void> {
  const rows = await door.all(plain<{ business_id: string }>('select business_id from customers order by random() limit 20'))
  require(rows.every(({ business_id }) => business_id === businessId), 'a customer of another business was read')
  const [scope] = await door.all(plain<{ id: string }>("select current_setting('app.business_id') as id"))
  require(scope?.id === businessId, 'a statement ran for another business')
}

async function abandoned(work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Abandoned)) throw new Error('What was abandoned went on.', { cause: error })
}

async function refused(work: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if ((error as { code?: string } | undefined)?.code !== code) throw new Error(`PostgreSQL did not refuse with ${code}.`, { cause: error })
}

function require(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It happened that ${what}.`)
}
