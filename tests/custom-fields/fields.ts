import { newCustomer } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import type { Reply } from '../support/http.ts'

/** A defined field, with an id and a version; its key is its type unless told otherwise. */
export interface Field {
  readonly id: string
  readonly key: string
  readonly version: number
}

const hairTypes = choices('straight', 'wavy', 'curly')

export function choices(...values: string[]): object[] {
  return values.map((value) => ({ value, label: value.toUpperCase() }))
}

/** Defines a field by the API, with three choices where its type has some. */
export async function define({ owner }: Business, type: string, more: object = {}): Promise<Field> {
  const offered = type.endsWith('choice') ? { choices: hairTypes } : {}
  const reply = await owner.post('/v1/custom-fields', { key: type, label: type, type, ...offered, ...more })
  if (reply.status !== 201) throw new Error(`The field could not be defined: ${reply.text}`)
  return reply.body as Field
}

/** A customer with these values, or whatever the API said to that. */
export function createWith({ owner }: Business, values: object): Promise<Reply> {
  return owner.post('/v1/customers', newCustomer({ custom_fields: values }))
}
