import type { Problem, ProblemBody } from '../problems.ts'

/** A Problem as RFC 9457 says it: status, headers and body. `instance` is the path without its query, which may hold what should not be repeated. */
export function problemReply(
  problem: Problem,
  publicUrl: string,
  path: string,
  requestId: string,
): { status: number; headers: Readonly<Record<string, string>>; body: ProblemBody } {
  const instance = path
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f]/g, '\uFFFD')
    .slice(0, 8192)
  return {
    status: problem.status,
    headers: problem.headers,
    body: {
      type: `${publicUrl}/docs/errors#${problem.code}`,
      title: problem.title,
      status: problem.status,
      detail: problem.message,
      ...(instance === '' ? {} : { instance }),
      code: problem.code,
      request_id: requestId,
      ...problem.extra,
    },
  }
}
