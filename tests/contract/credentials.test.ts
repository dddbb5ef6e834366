import { expect, test } from '@jest/globals'
import { operations } from '../../generated/operations.ts'
import type { Route } from '../../src/http/contract/document.ts'
import { mintApiKey } from '../../src/crypto/api-key-format.ts'
import { server } from '../support/api.ts'
import { requestText, sendRaw } from '../support/raw-socket.ts'
import { routes } from './corpus/contract.ts'
import { faultsOf } from './corpus/replies.ts'
import { baseOf, pathOf } from './corpus/requests.ts'
import { forEach } from './corpus/send.ts'

const isPublic = ({ id }: Route): boolean => operations[id].access === 'public'
const guarded = routes.filter((route) => !isPublic(route) && operations[route.id].access !== 'provider')
const unheld = mintApiKey('live').secret

// None of these is a credential, each for another reason.
const garbage: Readonly<Record<string, string>> = {
  'no token': 'Bearer',
  'another scheme': 'Basic b3duZXI6cGFzc3dvcmQ=',
  'a word': 'Bearer garbage',
  'a word in another scheme': 'Token bearer garbage',
  'two tokens': 'Bearer one two',
  'an API key that nobody has': `Bearer ${unheld}`,
  'an API key with a wrong checksum': `Bearer ${unheld.slice(0, -1)}${unheld.endsWith('A') ? 'B' : 'A'}`,
  'a token without a signature': `Bearer ${unsigned()}`,
  'signs that no token has': 'Bearer \u00e9\u00e9\u00e9',
}

test('what needs no credential is a list that somebody has thought about', () => {
  expect(routes.filter(isPublic).map(({ id }) => id)).toEqual([
    'cancelManagedAppointment',
    'claimWaitlistOffer',
    'confirmManagedAppointment',
    'getJwks',
    'getLiveness',
    'getManagedAppointment',
    'getMeta',
    'getOpenapi',
    'getReadiness',
    'getUnsubscription',
    'getWaitlistOffer',
    'listErrorCodes',
    'listEventTypes',
    'listManagedAppointmentSlots',
    'logIn',
    'refreshSession',
    'rejectWaitlistOffer',
    'requestPasswordReset',
    'rescheduleManagedAppointment',
    'resendVerification',
    'resetPassword',
    'signUp',
    'streamCallRecording',
    'unsubscribe',
    'verifyEmail',
  ])
  expect(routes.filter(({ id }) => operations[id].access === 'optional').map(({ id }) => id)).toEqual(['acceptInvitation'])
})

test.each(guarded)('$id answers 401 to a caller without a credential, and to garbage, before it reads a body', async (route) => {
  const headers = Object.entries(garbage).map(([what, value]) => ({ what, lines: [`Authorization: ${value}`] }))
  // Without a credential an invitation can be accepted, by somebody new.
  if (operations[route.id].access !== 'optional') headers.push({ what: 'nothing', lines: [] })

  const wrong = await forEach(headers, async ({ what, lines }) => {
    // The body is announced and never sent: who waits for it gets no reply here.
    const announced = operations[route.id].hasBody ? ['Content-Type: application/json', 'Content-Length: 100000'] : []
    const request = requestText(route.method.toUpperCase(), pathOf(route, baseOf(route)), [...lines, ...announced])
    const reply = await sendRaw(server.url, Buffer.from(request, 'latin1'))
    const faults = faultsOf(reply)
    return reply.status === 401 && faults.length === 0 ? [] : [`${what}: ${reply.status} ${faults.join(', ')}`]
  })

  expect(wrong.flat()).toEqual([])
})

test.each([
  { what: 'an unknown path', method: 'POST', path: '/v1/nothing', status: 404 },
  { what: 'a method that the path does not know', method: 'PUT', path: '/v1/customers', status: 405 },
])('$what is refused before a credential or a body is looked at', async ({ method, path, status }) => {
  const reply = await sendRaw(server.url, requestText(method, path, ['Content-Type: application/json', 'Content-Length: 100000']))

  expect(reply.status).toBe(status)
  expect(faultsOf(reply)).toEqual([])
})

function unsigned(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none', typ: 'at+jwt' })}.${part({ sub: '01a1b2c3-0000-7000-8000-000000000001', exp: 4_000_000_000 })}.`
}
