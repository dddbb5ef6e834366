import type { SampleRequest } from './sample-request.ts'

const credentials = { none: [], api_key: ['$CLIENTFLOW_API_KEY'], access_token: ['$CLIENTFLOW_ACCESS_TOKEN'] }

export function curlSample({ method, url, body, credential, idempotent }: SampleRequest): string {
  const lines = [
    `curl ${method === 'GET' ? '' : `--request ${method} `}"$CLIENTFLOW_URL${url}"`,
    ...credentials[credential].map((variable) => `--header "Authorization: Bearer ${variable}"`),
    ...(idempotent ? ['--header "Idempotency-Key: $(openssl rand -hex 16)"'] : []),
    ...(body === undefined ? [] : ['--header "Content-Type: application/json"', `--data '${quoted(body)}'`]),
  ]
  return lines.join(' \\\n  ')
}

const quoted = (body: unknown) => JSON.stringify(body, null, 2).replaceAll("'", `'\\''`).replaceAll('\n', '\n  ')
