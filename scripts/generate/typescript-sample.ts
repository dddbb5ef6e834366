import { literal, typescript } from './literals.ts'
import type { SampleRequest } from './sample-request.ts'

const credentials = {
  none: {},
  api_key: { apiKey: 'CLIENTFLOW_API_KEY' },
  access_token: { accessToken: 'CLIENTFLOW_ACCESS_TOKEN' },
}

/** The SDK sends an `Idempotency-Key` by itself. */
export function typescriptSample({ method, template, path, query, body, credential, answers }: SampleRequest): string {
  const options = Object.entries({ baseUrl: 'CLIENTFLOW_URL', ...credentials[credential] }).map(
    ([name, variable]) => `${name}: process.env.${variable}!`,
  )
  const params = { path: filled(path), query: filled(query) }
  const init = filled({ params: filled(params), body })
  const call = `client.${method}('${template}'${init === undefined ? '' : `, ${literal(init, typescript)}`})`
  return `import { createClientFlow } from '@clientflow/sdk'

const client = createClientFlow({ ${options.join(', ')} })
const { ${answers === 'nothing' ? 'response' : 'data'}, error } = await ${call}
if (error) throw new Error(error.detail)
console.log(${answers === 'nothing' ? 'response.status' : 'data'})`
}

function filled(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  return Object.values(value).some((item) => item !== undefined) ? value : undefined
}
