import { operations } from '../../generated/operations.ts'
import { Problem } from '../problems.ts'
import { authenticate, authorize } from './admission.ts'
import type { Asked } from './admission.ts'
import type { Caller } from './caller.ts'
import type { Route } from './contract/document.ts'
import { addressKey, consume, exceeded } from './limits.ts'
import type { Limits, Usage } from './limits.ts'
import type { Passage } from './passage.ts'
import type { Services } from './services.ts'

/** Whether no limit applies, as to the questions that a load balancer asks. */
export function isUnlimited(route: Route | undefined): boolean {
  return route !== undefined && operations[route.id].rateLimit === 'none'
}

/** A call whose credential nobody will judge counts against its address: one without any, to a public operation, or to a path that is not there. */
export async function limitAddress(limits: Limits, passage: Passage): Promise<void> {
  const operation = passage.route === undefined ? undefined : operations[passage.route.id]
  if (isUnlimited(passage.route) || operation?.access === 'provider') return
  if (operation !== undefined && operation.access !== 'public' && passage.request.get('authorization') !== undefined) return
  const usages = [await consume(limits.address, addressKey(passage.ipAddress))]
  passage.usages = usages
  const problem = exceeded(usages)
  if (problem !== undefined) throw problem
}

/** Who calls, for which business, are they within their limits, and may they. */
export async function admit(services: Services, passage: Passage, route: Route, params: Readonly<Record<string, string>>): Promise<void> {
  const { request, ipAddress } = passage
  const asked: Asked = {
    id: route.id,
    params,
    // Node keeps the first of two and drops the other; which one was meant, nobody knows, so joined they are no credential.
    authorization: request.headersDistinct.authorization?.join(', '),
    businessHeader: request.get('x-business-id'),
    ipAddress,
  }
  passage.caller = await prove(services, passage, asked)
  const refusal = mayEnter(passage, asked)
  await limitCaller(services.limits, passage, route)
  if (refusal === undefined) return
  // What is remembered may be a moment old: before somebody is turned away, they are looked up again.
  passage.caller = await authenticate(services, asked, true)
  const stillRefused = mayEnter(passage, asked)
  if (stillRefused !== undefined) throw stillRefused
}

async function prove(services: Services, passage: Passage, asked: Asked): Promise<Caller | undefined> {
  try {
    return await authenticate(services, asked)
  } catch (error) {
    // A wrong credential counts against its address, like none.
    if (error instanceof Problem && error.status === 401 && asked.authorization !== undefined) {
      passage.usages = [await consume(services.limits.address, addressKey(passage.ipAddress))]
      throw exceeded(passage.usages) ?? error
    }
    throw error
  }
}

/** Notes the business that the call is about; or answers why the caller may not enter. */
function mayEnter(passage: Passage, asked: Asked): Problem | undefined {
  try {
    passage.business = authorize(asked, passage.caller)
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

/** The limits of the credential, of its business, and of signing in. */
async function limitCaller(limits: Limits, passage: Passage, route: Route): Promise<void> {
  const { caller, business, ipAddress } = passage
  const own = operations[route.id].rateLimit
  if (own === 'none') {
    passage.usages = []
    return
  }
  const wanted: Promise<Usage>[] = []
  if (caller !== undefined) {
    wanted.push(consume(limits.credential, caller.kind === 'api_key' ? caller.keyId : (caller.sessionId ?? caller.personId)))
  }
  if (business !== undefined) wanted.push(consume(limits.business, business.id))
  if (own === 'sign_in') wanted.push(consume(limits.sign_in, addressKey(ipAddress)))
  if (wanted.length > 0) passage.usages = [...passage.usages, ...(await Promise.all(wanted))]
  const problem = exceeded(passage.usages)
  if (problem !== undefined) throw problem
}
