import type { IncomingMessage } from 'node:http'
import type { Services } from './http/services.ts'
import { StreamBody } from './http/stream-body.ts'
import { ProviderFailure } from './integrations/message-provider.ts'
import type { Vendors } from './integrations/vendors.ts'
import { problems } from './problems.ts'

/** Where recordings are fetched: from the provider, with the account of the business. */
export function createRecordings(vendors: Pick<Vendors, 'fetchRecording'>): Services['fetchRecording'] {
  return async (account, recordingId, range) => {
    if (account.provider !== 'twilio' || account.simulated) throw problems.notFound('recording')
    const ask = (part: string | undefined): Promise<IncomingMessage> => vendors.fetchRecording(account, recordingId, part).catch(refuse)
    let reply = await ask(range)
    if (reply.statusCode === 416) {
      // A part that is not there is asked for by who does not know the length: RFC 9110 lets a server answer with the whole.
      reply.destroy()
      reply = await ask(undefined)
    }
    const body = new StreamBody(reply, reply.headers['content-length'])
    return { body, range: reply.statusCode === 206 ? reply.headers['content-range'] : undefined }
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof ProviderFailure)) throw error
  throw error.permanent
    ? problems.notFound('recording')
    : problems.serviceUnavailable(error.retryAfter ?? 5, 'The provider does not answer.')
}
