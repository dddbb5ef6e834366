import { readFileSync } from 'node:fs'
import { z } from 'zod'

const seconds = (standard: number) => z.coerce.number().int().min(1).max(86_400).default(standard)
const secret32 = z.string().refine((text) => Buffer.from(text, 'base64').length >= 32, 'must be at least 32 bytes in base64')
const optionalUrl = z.url().optional()

/** Every setting, its default and what it is for. `docs/CONFIGURATION.md` is tested against this. */
export const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development').describe('`production` refuses development shortcuts.'),
  HOST: z.string().default('127.0.0.1').describe('The address to listen on.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080).describe('The port to listen on; 0 takes a free one.'),
  PUBLIC_URL: optionalUrl.describe(
    'Where clients reach this server; links in problems and mails begin with it. Default: the listening address.',
  ),
  APP_URL: optionalUrl.describe(
    'Where the pages stand to which mailed links lead (`/verify-email`, `/reset-password`, `/accept-invitation`), and the one to which Google sends back who connects a calendar (`/calendar-connected`). Default: `PUBLIC_URL`.',
  ),
  TRUST_PROXY_HOPS: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('How many proxies stand in front; 0 when clients connect directly.'),
  CORS_ORIGINS: z.string().default('').describe('Origins that browsers may call from, exact and comma-separated.'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info').describe('The least severe line that is logged.'),
  BUILD_REVISION: z
    .string()
    .regex(/^[0-9A-Za-z._/-]{7,64}$/, 'must be 7 to 64 letters, digits and . _ / -')
    .optional()
    .describe('The commit that this was built from, as `GET /v1/meta` shows it; the image has it from its build argument `REVISION`.'),

  DATABASE_URL: z.url().describe('PostgreSQL, as the application role `clientflow_app`.'),
  WORKER_DATABASE_URL: optionalUrl.describe('PostgreSQL, as the queue role `clientflow_worker`; only the worker needs it.'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10).describe('Connections of one process at most.'),
  DATABASE_ACQUIRE_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(30_000)
    .default(2_000)
    .describe('How long a request waits for a connection before it is a 503.'),
  DATABASE_QUERY_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(30_000)
    .default(2_000)
    .describe('How long the database may leave a statement unanswered before the request is a 503 and the connection is given up.'),
  DATABASE_NAMED_STATEMENTS: z.stringbool().default(true).describe('Off behind a pooler that cannot keep prepared statements.'),
  REDIS_URL: optionalUrl.describe('Redis for limits that all processes share; without it each process counts alone.'),

  SIGNING_KEYS: z
    .string()
    .refine(isList, 'must be a JSON array')
    .describe('Private ES256 keys as a JSON array of JWKs with `kid`; the first signs, all verify.'),
  TOKEN_KEY: secret32.describe(
    'Key of refresh tokens and mailed links, base64. With another one, links to unsubscribe in mails that were sent lead nowhere.',
  ),
  CURSOR_KEY: secret32.describe('Key of list cursors, base64.'),
  ENCRYPTION_KEYS: z
    .string()
    .regex(/^[a-z0-9]{1,16}:[A-Za-z0-9+/=]{43,}(,[a-z0-9]{1,16}:[A-Za-z0-9+/=]{43,})*$/, 'must be `id:base64` of 32 bytes, comma-separated')
    .describe('Keys that encrypt what is stored, as `id:base64`, comma-separated; the first encrypts, all decrypt.'),
  SUPABASE_ISSUER: optionalUrl.describe('Issuer of Supabase Auth tokens, `https://<project>.supabase.co/auth/v1`; empty accepts none.'),
  SUPABASE_LINK_BY_EMAIL: z
    .stringbool()
    .default(false)
    .describe('Whether a Supabase person with a known e-mail address becomes that person. Only where Supabase confirms addresses.'),
  ACCESS_TOKEN_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(900)
    .default(900)
    .describe('How long an access token lives; 15 minutes at most.'),

  RATE_LIMIT_FACTOR: z.coerce.number().min(0.01).max(1_000_000).default(1).describe('Multiplies every limit.'),
  SHED_LOOP_DELAY_MS: z.coerce
    .number()
    .int()
    .min(20)
    .max(60_000)
    .default(250)
    .describe('How late the event loop may usually be before the server answers 503 at once.'),
  RESPONSE_VIOLATIONS: z
    .enum(['fail', 'log'])
    .optional()
    .describe('What a reply outside the contract does: `fail` makes it a 500, `log` reports it. Default: `log` in production.'),
  DRAIN_SECONDS: seconds(10).describe('How long requests in flight may take after SIGTERM.'),
  DRAIN_DELAY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60_000)
    .default(0)
    .describe('How long a stopping server still accepts after it stopped being ready, for load balancers.'),

  POSTMARK_TOKEN: z.string().optional().describe('Server token of Postmark; without it mails are written to `OUTBOX_FOLDER`.'),
  POSTMARK_URL: z.url().default('https://api.postmarkapp.com').describe('Where Postmark is reached.'),
  POSTMARK_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(10_000).describe('How long Postmark may take to answer.'),
  TWILIO_API_URL: z.url().default('https://api.twilio.com').describe('Where Twilio is reached; another one only for a stand-in.'),
  GOOGLE_CLIENT_ID: z.string().optional().describe('Client id of the OAuth client at Google; without it no calendars can be connected.'),
  GOOGLE_CLIENT_SECRET: z.string().optional().describe('Secret of the OAuth client at Google.'),
  GOOGLE_URL: optionalUrl.describe("Where Google is reached instead of Google's own addresses; only for a stand-in."),
  PROVIDER_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(10_000)
    .describe('How long a provider of messages may take to answer; for the connection alone it has 3 seconds of that.'),
  ALLOW_PRIVATE_PROVIDERS: z
    .stringbool()
    .default(false)
    .describe('Lets integrations name providers at http and within the house. Only for stand-ins on the same machine.'),
  MAIL_FROM: z.string().default('ClientFlow <no-reply@clientflow.example.com>').describe('Sender of mails.'),
  OUTBOX_FOLDER: z.string().default('.data/outbox').describe('Where mails are written without Postmark.'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(10).describe('Jobs that one worker runs at a time.'),
  WORKER_DATABASE_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(2)
    .describe(
      'Connections to PostgreSQL that these jobs share. More of them are faster where PostgreSQL has cores to spare, and slow the API where not.',
    ),
})

export type Config = z.infer<typeof settings>

// Asked here, because JSON.parse would repeat the beginning of the keys in its message.
function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text))
  } catch {
    return false
  }
}

/** Where each fault is named, and no value is. */
export class ConfigError extends Error {}

/** The settings from the environment; `NAME_FILE` gives a file that holds the value. Throws one ConfigError that names every fault. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given: Record<string, string> = {}
  const faults: string[] = []
  for (const name of Object.keys(settings.shape)) {
    const value = env[name] ?? fromFile(env[`${name}_FILE`], name, faults)
    if (value !== undefined && value !== '') given[name] = value
  }
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      faults.push(`${issue.path.join('.')}: ${given[String(issue.path[0])] === undefined ? 'is missing' : issue.message}`)
  }
  if (faults.length > 0 || !parsed.success) throw new ConfigError(`The configuration has faults:\n  ${faults.join('\n  ')}`)
  return parsed.data
}

function fromFile(path: string | undefined, name: string, faults: string[]): string | undefined {
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    faults.push(`${name}_FILE: cannot be read`)
    return undefined
  }
}
