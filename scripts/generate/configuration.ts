import { z } from 'zod'
import { settings } from '../../src/config.ts'

type Setting = { type?: string; enum?: string[]; format?: string; minimum?: number; maximum?: number }

const intro = `# Configuration

The API and the worker read their settings from the environment, once, when they start. One that is missing or wrong ends the start, with every fault
named and no value shown. Any of them can come from a file instead: \`NAME_FILE\` is the path of a file that holds the value of \`NAME\`. An empty value is
as good as none.

\`make run\` needs none of them: it starts a database of its own and makes its secrets once, under \`.data/\`. In production the required ones must be
given; see [DEPLOYMENT.md](DEPLOYMENT.md).

The table is written by \`make generate\` from \`src/config.ts\`.
`

const others = `
## Beside the server

| Variable | Read by | Meaning |
|---|---|---|
| \`DATABASE_URL\` | \`make run\` | A database to be used instead of the embedded one, as an administrator who may create roles. The server itself gets a URL of the role \`clientflow_app\`. |
| \`MIGRATION_DATABASE_URL\` | \`src/migrate.ts\` | PostgreSQL, as the role that owns the tables. |
| \`TEST_DATABASE_URL\` | tests, \`make fuzz\` | A PostgreSQL server to be used instead of the embedded one, as an administrator. |
| \`CHROMIUM\` | tests | The Chromium to look at the documentation with, if it is not found by itself. |
| \`FUZZ_EXAMPLES\`, \`FUZZ_MINUTES\`, \`FUZZ_SEED\` | \`make fuzz\` | Examples for each operation (25), minutes at most (10), and other examples than those of every run. |
| \`PROPERTY_SEED\` | tests | Other cases for the property tests than those of every run. |
`

/** docs/CONFIGURATION.md. */
export function configurationPage(): string {
  const rows = Object.entries(settings.shape).map(([name, setting]) => row(name, setting))
  return [intro, '| Variable | Default | Values | Meaning |', '|---|---|---|---|', ...rows, others].join('\n')
}

function row(name: string, setting: z.ZodType): string {
  // The end of a description says what happens without a value, where that is no fixed one.
  const [, meaning = '', without] = /^(.*?)(?: Default: (.*)\.)?$/.exec(setting.description ?? '') ?? []
  return `| \`${name}\` | ${without ?? standard(setting)} | ${values(setting)} | ${meaning} |`
}

function standard(setting: z.ZodType): string {
  const { success, data } = setting.safeParse(undefined)
  if (!success) return '**required**'
  return data === undefined || data === '' ? '' : `\`${JSON.stringify(data).replace(/^"|"$/g, '')}\``
}

function values(setting: z.ZodType): string {
  if (setting.safeParse('true').data === true) return '`true` or `false`'
  const { type, enum: choices, format, minimum, maximum } = z.toJSONSchema(setting, { io: 'input', unrepresentable: 'any' }) as Setting
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ')
  if (minimum !== undefined && maximum !== undefined) return `${type === 'integer' ? '' : 'number, '}${minimum} to ${maximum}`
  return format === 'uri' ? 'URL' : 'text'
}
