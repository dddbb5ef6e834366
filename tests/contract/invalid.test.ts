import { beforeAll, expect, test } from '@jest/globals'
import { operations } from '../../generated/operations.ts'
import type { Route } from '../../src/http/contract/document.ts'
import type { ProblemBody, ProblemItem } from '../../src/problems.ts'
import { business } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { routes } from './corpus/contract.ts'
import { faultsOf } from './corpus/replies.ts'
import { invalidRequests } from './corpus/requests.ts'
import type { Invalid } from './corpus/requests.ts'
import { forEach, send } from './corpus/send.ts'

// Which business is meant is decided with who may do what, before the rest is looked at: what names no business of the caller's is not found.
const namesTheBusiness = ({ in: place, pointer }: Invalid): boolean =>
  (place === 'header' && pointer === '/X-Business-Id') || (place === 'path' && pointer === '/business_id')

let salon: Business

beforeAll(async () => {
  salon = await business()
})

test.each(routes)('$id refuses each request that breaks a rule, and says where', async (route) => {
  const requests = invalidRequests(route)

  const replies = await forEach(requests, (request) => send(route, inBusiness(route, request), salon.owner))

  const wrong = replies.flatMap((reply, index) => {
    const request = requests[index] as Invalid
    const { code = '', errors } = reply.body as Partial<ProblemBody>
    const right = namesTheBusiness(request) ? code === 'not_found' : code === 'invalid_request' && points(request, errors)
    const faults = faultsOf(reply)
    return right && faults.length === 0
      ? []
      : [`${request.name}: ${reply.status} ${code} ${JSON.stringify(errors ?? [])} ${faults.join(', ')}`]
  })
  expect(wrong).toEqual([])
})

/** The same request within the caller's own business, where the path says which one and that is not what was broken. */
function inBusiness(route: Route, request: Invalid): Invalid {
  if (operations[route.id].business !== 'path' || namesTheBusiness(request)) return request
  return { ...request, params: { ...request.params, business_id: salon.id } }
}

/** Whether one of the faults is at the place that was broken, or in the list that stands there. */
function points({ in: place, pointer }: Invalid, items: readonly ProblemItem[] = []): boolean {
  const [wanted, list] = [pointer.toLowerCase(), `${pointer.toLowerCase()}/`]
  return items.some(
    (item) => item.in === place && (item.pointer.toLowerCase() === wanted || (place === 'query' && item.pointer.startsWith(list))),
  )
}
