import type { Fault } from './fault.ts'

const idempotency = 'src/http/idempotency.ts'
const dispatch = 'src/http/dispatch.ts'
const cursor = 'src/http/cursor.ts'
const page = 'src/http/page.ts'
const requestPath = 'src/http/request-path.ts'

export const requestFaults: readonly Fault[] = [
  {
    name: 'pages of every origin may call',
    file: 'src/http/cors.ts',
    from: 'origin !== undefined && allowed.has(origin)',
    to: 'origin !== undefined',
    tests: ['http/cors'],
  },
  {
    name: 'two requests with one idempotency key run side by side',
    file: idempotency,
    from: 'if (claimed?.locked !== true) throw',
    to: "if (scope.key === '') throw",
    tests: ['properties/idempotency'],
  },
  {
    name: 'an idempotency key answers for another request',
    file: idempotency,
    from: 'if (!row.fingerprint.equals(scope.fingerprint)) throw',
    to: "if (scope.key === '') throw",
    tests: ['properties/idempotency', 'customers/create'],
  },
  {
    name: 'an idempotency key is shared by all callers of a business',
    file: idempotency,
    from: 'values: [owner.principal, operation, key]',
    to: 'values: [owner.business, operation, key]',
    tests: ['properties/idempotency', 'customers/create'],
  },
  {
    name: 'an idempotency key is shared by all operations',
    file: idempotency,
    from: 'values: [owner.principal, operation, key]',
    to: "values: [owner.principal, 'any', key]",
    tests: ['properties/idempotency', 'customers/create'],
  },
  {
    name: 'no reply is kept for an idempotency key',
    file: dispatch,
    from: 'keep(tx, services.cipher, idempotency, reply)]',
    to: 'undefined]',
    tests: ['properties/idempotency', 'customers/create'],
  },
  {
    name: "a cursor's MAC is not checked",
    file: cursor,
    from: ' || !timingSafeEqual(mac(payload, list), bytes.subarray(0, macLength))',
    to: '',
    tests: ['properties/cursors', 'customers/list'],
  },
  {
    name: 'a cursor fits other filters',
    file: cursor,
    from: '.update(bound)',
    to: '',
    tests: ['properties/cursors', 'customers/list'],
  },
  {
    name: 'a cursor lives for ever',
    file: cursor,
    from: 'if (issuedAt + cursorSeconds < Date.now() / 1000) throw',
    to: 'if (issuedAt < 0) throw',
    tests: ['properties/cursors', 'customers/list'],
  },
  {
    name: 'a page leaves out the row after it',
    file: page,
    from: 'const last = shown.at(-1)',
    to: 'const last = rows.at(-1)',
    tests: ['properties/cursors', 'customers/list'],
  },
  {
    name: 'a full last page promises another one',
    file: page,
    from: 'rows.length > limit &&',
    to: 'rows.length >= limit &&',
    tests: ['properties/cursors', 'customers/list'],
  },
  {
    name: 'rows with the same sort key are left out between pages',
    file: 'src/domain/customers/list-queries.ts',
    from: "(${raw.ref(column)}, id) ${raw.raw(direction === 'desc' ? '<' : '>')} (${key}, ${id})",
    to: "(${raw.ref(column)}, id) ${raw.raw(direction === 'desc' ? '<' : '>')} (${key}, ${id}) and ${raw.ref(column)} <> ${key}",
    tests: ['properties/cursors', 'customers/list'],
  },
  {
    name: 'no scope is asked for',
    file: 'src/http/admission.ts',
    from: 'if (missing !== undefined) throw',
    to: "if (missing === 'customers:read' && scopes.length > 1) throw",
    tests: ['contract/permissions'],
  },
  {
    name: 'a key passes for a person',
    file: 'src/http/admission.ts',
    from: "(access === 'person' || access === 'optional') && caller.kind === 'api_key'",
    to: "access === 'optional' && caller.kind === 'api_key'",
    tests: ['contract/permissions', 'contract/credentials'],
  },
  {
    name: 'a method that is not there asks for a credential',
    file: requestPath,
    from: 'throw problems.methodNotAllowed(match.allow)',
    to: 'throw problems.unauthenticated()',
    tests: ['contract/problems', 'http/bad-input'],
  },
  {
    name: 'limits are counted and not kept',
    file: 'src/http/limits.ts',
    from: 'const over = usages.find((each) => each.exceeded)',
    to: 'const over = usages.find((each) => each.exceeded && each.remaining > 0)',
    tests: ['http/limits'],
  },
  {
    name: 'a body may be large',
    file: 'src/http/read-body.ts',
    from: 'limit: maxBodyBytes,',
    to: 'limit: 64 * maxBodyBytes,',
    tests: ['http/bad-input'],
  },
  {
    name: 'a body that is not UTF-8 ends the process',
    file: 'src/http/read-body.ts',
    from: "throw new Error('not UTF-8')",
    to: "throw unreadable('is not UTF-8')",
    tests: ['http/bad-input'],
  },
  {
    name: 'If-Match is not looked at',
    file: 'src/http/versions.ts',
    from: 'if (!tags.includes(etag(row))) throw',
    to: 'if (row.version < 0) throw',
    tests: ['customers/update', 'businesses/update'],
  },
  {
    name: 'changes leave no event and no audit entry',
    file: dispatch,
    from: 'const changes = writeChanges(tx, origin)',
    to: 'const changes = undefined',
    tests: ['customers/create', 'customers/update'],
  },
  {
    name: 'a reply outside the contract is sent',
    file: dispatch,
    from: 'if (failsOnViolation(services)) throw',
    to: "if (violation === '') throw",
    tests: ['http', 'contract'],
  },
]
