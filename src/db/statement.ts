import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { QueryResult } from 'pg'

// pg's own Query class: pipeline mode accepts its descendants only.
const require = createRequire(import.meta.url)
const Query = require('pg/lib/query.js') as new (text: string, values: unknown[], callback: Callback) => PgQuery
const { prepareValue } = require('pg/lib/utils.js') as { prepareValue: (value: unknown) => unknown }

interface StatementConfig {
  readonly text: string
  readonly values: unknown[]
  readonly name?: string | undefined
}
type Callback = (error: Error | null, result: QueryResult) => void

interface PgQuery {
  name: string | undefined
  readonly text: string
  readonly values: unknown[]
  _result: RowReader
  _accumulateRows: boolean
  submit(connection: WireConnection): Error | null
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: WireConnection): void
  handleError(error: Error, connection: WireConnection): void
}

/** What pg makes of a row description, and reads rows with. */
interface RowReader {
  fields: unknown[]
  _parsers: unknown
  _prebuiltEmptyResultObject: unknown
}

/** The part of pg's connection that speaks the extended query protocol. */
interface WireConnection {
  readonly stream: { cork(): void; uncork(): void }
  /** The named statements that PostgreSQL has parsed, and those that are on their way to it. */
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
  parse(query: { name: string; text: string; types: [] }): void
  bind(config: { portal: ''; statement: string; values: unknown[]; binary: false; valueMapper: (value: unknown) => unknown }): void
  describe(target: { type: 'P'; name: '' }): void
  execute(config: { portal: ''; rows: 0 }): void
  sync(): void
}

/** A statement without rows of its own that runs before another, in the same round trip. */
export interface Prelude {
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

/**
 * One query behind its preludes, with a single Sync at the end. Outside a transaction PostgreSQL treats everything up to the Sync as one
 * transaction, and after an error skips the rest: a query whose business could not be set does not run at all.
 */
export class PreludedQuery extends Query {
  private readonly preludes: readonly Prelude[]
  private readonly statement: string | undefined
  private pending: number
  private described = false

  constructor(preludes: readonly Prelude[], config: StatementConfig, callback: Callback) {
    super(config.text, config.values, callback)
    this.preludes = preludes
    this.statement = config.name
    this.pending = preludes.length
    // pg notes this name as parsed at whatever is parsed next; while that is a prelude, there is none to note.
    this.name = preludes.length === 0 ? config.name : undefined
  }

  override submit(connection: WireConnection): null {
    connection.stream.cork()
    try {
      for (const prelude of this.preludes) {
        const name = this.statement === undefined ? '' : prelude.name
        if (name === '' || !knows(connection, name)) connection.parse({ name, text: prelude.text, types: [] })
        connection.bind({ portal: '', statement: name, values: prelude.values, binary: false, valueMapper: prepareValue })
        connection.execute({ portal: '', rows: 0 })
      }
      const name = this.statement ?? ''
      if (name === '' || !isSent(connection, name)) connection.parse({ name, text: this.text, types: [] })
      if (name !== '') connection.submittedNamedStatements[name] = this.text
      connection.bind({ portal: '', statement: name, values: this.values, binary: false, valueMapper: prepareValue })
      this.prepareToRead(connection)
      connection.execute({ portal: '', rows: 0 })
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
    return null
  }

  private prepareToRead(connection: WireConnection): void {
    const reader = readersOf(connection).get(this.statement ?? '')
    this.described = reader === undefined
    if (reader === undefined) {
      connection.describe({ type: 'P', name: '' })
      return
    }
    Object.assign(this._result, reader)
    this._accumulateRows = true
  }

  // The preludes were not described, so their rows cannot be read; and they are of no interest.
  override handleDataRow(message: unknown): void {
    if (this.pending === 0) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, connection: WireConnection): void {
    if (this.pending > 0) {
      this.pending -= 1
      if (this.pending === 0) this.name = this.statement
      return
    }
    super.handleCommandComplete(message, connection)
    if (this.statement === undefined || !this.described) return
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result
    readersOf(connection).set(this.statement, { fields, _parsers, _prebuiltEmptyResultObject })
  }

  // What failed may have failed before it was parsed, in a prelude or while it waited for a lock; parsed statements are noted elsewhere.
  override handleError(error: Error, connection: WireConnection): void {
    Reflect.deleteProperty(connection.submittedNamedStatements, this.statement ?? '')
    super.handleError(error, connection)
  }
}

function isSent({ parsedStatements, submittedNamedStatements }: WireConnection, name: string): boolean {
  return parsedStatements[name] !== undefined || submittedNamedStatements[name] !== undefined
}

const readers = new WeakMap<WireConnection, Map<string, RowReader>>()

/** How the rows of named statements are read. PostgreSQL refuses to run one whose columns have changed, so each is described once. */
function readersOf(connection: WireConnection): Map<string, RowReader> {
  const found = readers.get(connection) ?? new Map<string, RowReader>()
  readers.set(connection, found)
  return found
}

const known = new WeakMap<WireConnection, Set<string>>()

/** Whether this connection has parsed the prelude before. Its text is constant and cannot fail to parse, so noting it early is safe. */
function knows(connection: WireConnection, name: string): boolean {
  const names = known.get(connection) ?? new Set()
  known.set(connection, names)
  if (names.has(name)) return true
  names.add(name)
  return false
}

const names = new Map<string, string>()

/** A name for a prepared statement: the same for the same text. Texts are finite (lists travel as arrays); past 1,000 a statement stays unnamed. */
export function statementName(text: string): string | undefined {
  const existing = names.get(text)
  if (existing !== undefined) return existing
  if (names.size >= 1000) return undefined
  const name = 'q' + createHash('sha256').update(text).digest('base64url').slice(0, 24)
  names.set(text, name)
  return name
}
