import { curlSample } from './curl-sample.ts'
import type { Document, Operation } from './document.ts'
import { callableRoutesOf } from './document.ts'
import { pythonSample } from './python-sample.ts'
import { sampleRequest } from './sample-request.ts'
import { typescriptSample } from './typescript-sample.ts'

/** The document with `x-codeSamples` on every operation that programs call, made from its first examples. */
export function withCodeSamples(document: Document): Document {
  const samples = new Map(callableRoutesOf(document).map((route) => [route.operation, samplesOf(sampleRequest(document, route))]))
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const parts = Object.entries(item as Readonly<Record<string, unknown>>).map(([name, part]) => {
      const own = samples.get(part as Operation)
      return [name, own === undefined ? part : { ...(part as Operation), 'x-codeSamples': own }] as const
    })
    return [path, Object.fromEntries(parts)] as const
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

const samplesOf = (request: Parameters<typeof curlSample>[0]) => [
  { lang: 'Shell', label: 'curl', source: curlSample(request) },
  { lang: 'TypeScript', label: 'TypeScript', source: typescriptSample(request) },
  { lang: 'Python', label: 'Python', source: pythonSample(request) },
]
