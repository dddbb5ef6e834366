import { setImmediate } from 'node:timers/promises'
import type { OperationId } from '../../../generated/operations.ts'
import type { ContractDocument, Route } from './document.ts'
import { blamingTheContract, routesOf } from './document.ts'
import { compileRequestCheck } from './request-check.ts'
import type { RequestCheck } from './request-check.ts'
import { createResponseChecks } from './response-check.ts'
import type { ResponseCheck } from './response-check.ts'
import { createRouter } from './router.ts'
import type { Match } from './router.ts'
import { buildRequestValidator } from './validators.ts'

export interface Contract {
  readonly routes: readonly Route[]
  readonly find: (method: string, path: string) => Match
  requestCheck(route: Route): RequestCheck
  responseCheck(route: Route): ResponseCheck
  /** Compiles every check, giving way to requests between operations. Rejects when the contract does not compile. */
  compileAll(): Promise<void>
  readonly isCompiled: () => boolean
}

/**
 * The contract, ready to judge. A check that is needed before `compileAll` came to it is compiled then; after `compileAll` nothing is.
 */
export function createContract(document: ContractDocument): Contract {
  const routes = blamingTheContract('its operations', () => routesOf(document))
  const requestChecks = new Map<OperationId, RequestCheck>()
  const responseChecks = new Map<OperationId, ResponseCheck>()
  const requests = buildRequestValidator(document)
  const responses = createResponseChecks(document)
  let compiled = false
  const contract: Contract = {
    routes,
    find: createRouter(routes),
    requestCheck: (route) => remember(requestChecks, route.id, () => compileRequestCheck(route, requests)),
    responseCheck: (route) => remember(responseChecks, route.id, () => responses.compile(route)),
    isCompiled: () => compiled,
    async compileAll() {
      for (const route of routes) {
        blamingTheContract(`${route.id}, ${route.method} ${route.path}`, () => {
          warm(contract.requestCheck(route), route)
          contract.responseCheck(route)
        })
        await setImmediate()
      }
      compiled = true
    },
  }
  return contract
}

// The validator compiles at its first request, whatever the verdict.
function warm(check: RequestCheck, route: Route): void {
  const params = Object.fromEntries(route.operation.parameters.filter((each) => each.in === 'path').map((each) => [each.name, '-']))
  try {
    check({ url: route.path, path: route.path, query: '', params, headers: {}, body: undefined })
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'invalid_request') throw error
  }
}

function remember<T>(kept: Map<OperationId, T>, id: OperationId, make: () => T): T {
  const existing = kept.get(id)
  if (existing !== undefined) return existing
  const made = make()
  kept.set(id, made)
  return made
}
