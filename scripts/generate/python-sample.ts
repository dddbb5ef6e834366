import { literal, python } from './literals.ts'
import type { SampleRequest } from './sample-request.ts'

const credentials = { none: [], api_key: ['CLIENTFLOW_API_KEY'], access_token: ['CLIENTFLOW_ACCESS_TOKEN'] }

const printed = { json: 'json.load(reply)', text: 'reply.read().decode()', nothing: 'reply.status' } as const

/** With Python's own library, so that there is nothing to install. */
export function pythonSample({ method, url, body, credential, idempotent, answers }: SampleRequest): string {
  const sends = body !== undefined
  const headers = [
    ...credentials[credential].map((variable) => `"Authorization": "Bearer " + os.environ["${variable}"]`),
    ...(idempotent ? ['"Idempotency-Key": str(uuid.uuid4())'] : []),
    ...(sends ? ['"Content-Type": "application/json"'] : []),
  ]
  const modules = [...(sends || answers === 'json' ? ['json'] : []), 'os', 'urllib.request', ...(idempotent ? ['uuid'] : [])]
  const args = [
    `os.environ["CLIENTFLOW_URL"] + "${url}"`,
    `method="${method}"`,
    ...(headers.length > 0 ? [`headers={\n${headers.map((header) => `        ${header},\n`).join('')}    }`] : []),
    ...(sends ? [`data=json.dumps(${literal(body, python, '    ')}).encode()`] : []),
  ]
  return `${modules.map((name) => `import ${name}\n`).join('')}
request = urllib.request.Request(
${args.map((arg) => `    ${arg},\n`).join('')})
with urllib.request.urlopen(request) as reply:
    print(${printed[answers]})`
}
