import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const hashWith = promisify(argon2)

/** What argon2id is asked to spend. */
interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
const presentCost: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

/** More waiting than this and the server says that it is busy, before memory and patience run out. */
const maxWaiting = 50
const atOnce = 2

export interface Passwords {
  /** The hash in PHC form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. Rejects with PasswordsBusy when too many wait. */
  hash(password: string): Promise<string>
  /** Whether the password belongs to the hash. Without a hash it takes as long, and answers false. */
  verify(hash: string | undefined, password: string): Promise<boolean>
  /** Whether the hash was made with older parameters. */
  isOutdated(hash: string): boolean
}

export class PasswordsBusy extends Error {}

/** argon2id, two at a time: each takes 19 MiB and a core. Passwords are compared in Unicode form NFKC. */
export function createPasswords(): Passwords {
  const turn = createTurnstile()
  const derive = (password: string, nonce: Buffer, cost: Cost): Promise<Buffer> =>
    turn(() => hashWith('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, tagLength, ...cost }))
  const dummy: Hash = { cost: presentCost, nonce: randomBytes(16), tag: randomBytes(tagLength) }
  return {
    async hash(password) {
      const nonce = randomBytes(16)
      return phc({ cost: presentCost, nonce, tag: await derive(password, nonce, presentCost) })
    },
    async verify(hash, password) {
      const known = hash === undefined ? undefined : parsePhc(hash)
      const { cost, nonce, tag } = known ?? dummy
      const equal = timingSafeEqual(await derive(password, nonce, cost), tag)
      return known !== undefined && equal
    },
    isOutdated: (hash) => !hash.startsWith(parameters(presentCost)),
  }
}

interface Hash {
  readonly cost: Cost
  readonly nonce: Buffer
  readonly tag: Buffer
}

function phc({ cost, nonce, tag }: Hash): string {
  const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
  return `${parameters(cost)}${text(nonce)}$${text(tag)}`
}

function parameters({ memory, passes, parallelism }: Cost): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$`
}

const shape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{43})$/

/** A hash with the cost that it was made with, which may be an earlier one. */
function parsePhc(hash: string): Hash | undefined {
  const [, memory, passes, parallelism, nonce = '', tag = ''] = shape.exec(hash) ?? []
  if (memory === undefined) return undefined
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

function createTurnstile(): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= maxWaiting) throw new PasswordsBusy('Too many passwords are waiting to be checked.')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
