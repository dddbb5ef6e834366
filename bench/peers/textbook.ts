import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import express from 'express'
import type { NextFunction, Request, Response } from 'express'
import { middleware } from 'express-openapi-validator'
import helmet from 'helmet'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Transaction } from 'kysely'
import { Pool, types } from 'pg'
import { pinoHttp } from 'pino-http'
import type { DB } from '../../generated/db.ts'
import type { Scope } from '../../generated/operations.ts'
import { customerColumns } from '../../src/domain/customers/queries.ts'
import type { CustomerRow, KeyRow, NewCustomer } from './duties.ts'
import * as duties from './duties.ts'

// What the documentation of each library says: Express, express-openapi-validator for requests, replies and security with the whole contract,
// Kysely with its own transactions and connections, pino-http and helmet.

const document = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as { paths: Record<string, Record<string, unknown>> }
types.setTypeParser(types.builtins.DATE, (text: string) => text)
const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: new Pool(duties.poolSettings) }) })

type Known = Request & { id: string; key?: KeyRow }

const app = express()
app.disable('x-powered-by')
app.use(
  pinoHttp({
    logger: duties.log,
    genReqId: () => randomUUID(),
    customProps: (request) => ({ businessId: (request as unknown as Known).key?.business_id, caller: 'api_key' }),
  }),
)
app.use(helmet())
app.use((request, response, next) => {
  response.set({ 'X-Request-Id': (request as Known).id, 'Cache-Control': 'no-store' })
  next()
})
app.use(express.json({ limit: '256kb' }))
app.use(
  middleware({
    apiSpec: document as never,
    validateApiSpec: false,
    validateRequests: { allErrors: true },
    validateResponses: true,
    validateSecurity: {
      handlers: {
        bearerAuth: async (request, scopes) => {
          const key = await duties.authenticate(request.headers.authorization, scopes[0] as Scope, findKey)
          if (key !== undefined) Object.assign(request, { key })
          return key !== undefined
        },
      },
    },
  }),
)
app.use(async (request, response, next) => {
  const { key } = request as Known
  if (key !== undefined) response.set(await duties.limit(key))
  next()
})

const handlers: Record<string, (request: Request, response: Response) => Promise<void>> = { getCustomer, listCustomers, createCustomer }

// A route for each operation, in the order of the contract, as an application has them; three of them do something.
for (const [path, item] of Object.entries(document.paths)) {
  for (const method of ['get', 'put', 'post', 'delete', 'patch'] as const) {
    const operation = item[method] as { operationId: string } | undefined
    if (operation === undefined) continue
    app[method](path.replaceAll(/\{(\w+)\}/g, ':$1'), handlers[operation.operationId] ?? answerNothing)
  }
}
app.use((error: { status?: number; message: string }, request: Request, response: Response, _next: NextFunction) => {
  const status = error.status ?? 500
  refuse(request, response, { status, code: status < 500 ? 'invalid_request' : 'internal_error', detail: error.message })
})
app.listen(duties.port, '127.0.0.1')

async function getCustomer(request: Request, response: Response): Promise<void> {
  const row = await transact(request, (tx) =>
    tx
      .selectFrom('customers')
      .select(customerColumns)
      .where('id', '=', String(request.params.customer_id))
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  )
  if (row === undefined) refuse(request, response, duties.notFound)
  else response.set('ETag', `"${row.version}"`).json(duties.presentCustomer(row as unknown as CustomerRow))
}

async function listCustomers(request: Request, response: Response): Promise<void> {
  const size = Number(request.query.limit)
  const rows = await transact(request, (tx) =>
    tx
      .selectFrom('customers')
      .select(customerColumns)
      .where('deleted_at', 'is', null)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(size + 1)
      .execute(),
  )
  response.json(duties.presentPage(rows as CustomerRow[], size))
}

async function createCustomer(request: Request, response: Response): Promise<void> {
  const { key, id } = request as Known
  const body = request.body as NewCustomer
  const row = await transact(request, async (tx) => {
    const made = await tx
      .insertInto('customers')
      .values(duties.rowOf(body) as never)
      .onConflict((conflict) => conflict.doNothing())
      .returning(customerColumns)
      .returning([
        sql`(select b.plan from businesses b where b.id = current_business())`.as('plan'),
        sql`(select c.customers from business_counters c)`.as('kept'),
      ])
      .executeTakeFirst()
    if (made !== undefined && key !== undefined) {
      const changes = duties.changesOf(duties.presentCustomer(made as unknown as CustomerRow), body, key, id)
      await sql`select app.record_changes(${changes})`.execute(tx)
    }
    return made
  })
  if (row === undefined) {
    refuse(request, response, duties.duplicate)
    return
  }
  response
    .status(201)
    .set({ Location: `/v1/customers/${row.id}`, ETag: `"${row.version}"` })
    .json(duties.presentCustomer(row as unknown as CustomerRow))
}

function answerNothing(request: Request, response: Response): void {
  refuse(request, response, { status: 501, code: 'not_implemented', detail: 'This operation is here to be routed past.' })
}

async function findKey(hash: Buffer): Promise<KeyRow | undefined> {
  return (await sql<KeyRow>`select * from app.authenticate_api_key(${hash})`.execute(db)).rows[0]
}

function transact<T>(request: Request, work: (tx: Transaction<DB>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.business_id', ${(request as Known).key?.business_id ?? ''}, true)`.execute(tx)
    return work(tx)
  })
}

function refuse(request: Request, response: Response, refusal: Parameters<typeof duties.problem>[0]): void {
  response
    .status(refusal.status)
    .type('application/problem+json')
    .json(duties.problem(refusal, (request as Known).id))
}
