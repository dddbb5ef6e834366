// The compiler is the test: each line below an expectation must be wrong, and `tsc` fails when it is not. Nothing here runs.
import type { components } from '../../generated/api.ts'
import type { Tx } from '../../src/db/database.ts'
import type { Handler, Handlers } from '../../src/http/handler.ts'
import { part } from '../../src/http/handler.ts'

declare const customer: components['schemas']['Customer']
declare const complete: Handlers
declare function change(tx: Tx): Promise<void>

const headers = { Location: '/v1/customers/1', ETag: '"1"' }

export const right: Pick<Handlers, 'createCustomer' | 'deleteCustomer'> = part({
  async createCustomer({ body, ctx }) {
    await change(ctx.tx)
    return { status: 201, headers, body: { ...customer, first_name: body.first_name ?? null } }
  },
  async deleteCustomer() {
    return { status: 204 }
  },
})

const { getCustomer, ...others } = complete
// @ts-expect-error an operation of the contract has no handler
export const missingOperation: Handlers = others
export const withIt: Handlers = { ...others, getCustomer }

export const unknownOperation = part({
  // @ts-expect-error the contract has no such operation
  async inventCustomer() {
    return { status: 204 }
  },
})

export const webhookOperation = part({
  // @ts-expect-error a webhook is something that is sent, not something that is answered
  async onCustomerCreated() {
    return { status: 204 }
  },
})

// @ts-expect-error the contract documents no 202
export const undocumentedStatus: Handler<'createCustomer'> = async () => ({ status: 202, headers, body: customer })

// @ts-expect-error a 201 says where the new customer is
export const missingHeader: Handler<'createCustomer'> = async () => ({ status: 201, headers: { ETag: '"1"' }, body: customer })

// @ts-expect-error a 201 has headers that are required
export const noHeaders: Handler<'createCustomer'> = async () => ({ status: 201, body: customer })

// @ts-expect-error versions are numbers
export const wrongBody: Handler<'createCustomer'> = async () => ({ status: 201, headers, body: { ...customer, version: '1' } })

// @ts-expect-error a customer has an id
export const incompleteBody: Handler<'createCustomer'> = async () => ({ status: 201, headers, body: { ...customer, id: undefined } })

// @ts-expect-error a 204 says nothing
export const bodyOnNoContent: Handler<'deleteCustomer'> = async () => ({ status: 204, body: customer })

export const undeclaredQuery: Handler<'listCustomers'> = async ({ query }) => {
  // @ts-expect-error the operation declares no such parameter
  const { colour } = query
  return { status: 200, body: { data: [], page: { next_cursor: colour as never, has_more: false } } }
}

export const undeclaredParameter: Handler<'getCustomer'> = async ({ params }) => {
  // @ts-expect-error the path has a customer_id and no more
  const { note_id } = params
  return { status: 200, headers: { ETag: note_id as never }, body: customer }
}

export const changedInput: Handler<'createCustomer'> = async ({ body }) => {
  // @ts-expect-error what was asked stays as it was asked
  body.first_name = 'Somebody else'
  return { status: 201, headers, body: customer }
}

export const writeOnGet: Handler<'getCustomer'> = async ({ ctx }) => {
  // @ts-expect-error GET has the read door, and that is no transaction
  await change(ctx.read)
  // @ts-expect-error nor is there one beside it
  await change(ctx.tx)
  return { status: 200, headers: { ETag: '"1"' }, body: customer }
}

export const callerOfPublic: Handler<'listErrorCodes'> = async ({ ctx }) => {
  // @ts-expect-error nobody has proved who is calling a public operation
  const { caller } = ctx
  throw new Error(String(caller))
}

export const businessOfPerson: Handler<'listSessions'> = async ({ ctx }) => {
  // @ts-expect-error sessions belong to a person, so no business has been chosen
  const { business } = ctx
  throw new Error(String(business))
}
