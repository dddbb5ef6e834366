import { readFileSync } from 'node:fs'
import { twilioSignature } from '../../src/crypto/twilio-signature.ts'
import type { LoadRequest } from './requests.ts'

const peers = 2_000

/** Texts that Twilio tells us of, one after the other, each by another account. `file` has a line for each account, `word` makes the texts' ids unique. */
export function webhooksOf(publicUrl: string, file: string, word: string): () => LoadRequest {
  const accounts = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [integrationId: string, accountSid: string, authToken: string, number: string])
  let count = 0
  return () => {
    count += 1
    const [integrationId, AccountSid, authToken, To] = accounts[count % accounts.length] ?? ['', '', '', '']
    const path = `/webhooks/twilio/${integrationId}/messages`
    const From = `+49152${20_000_000 + ((count * 7) % peers)}`
    const fields = {
      MessageSid: `SM-${word}-${count}`,
      AccountSid,
      From,
      To,
      Body: `Do you have anything free on day ${count}?`,
      NumMedia: '0',
    }
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilioSignature(authToken, publicUrl + path, fields),
    }
    return { method: 'POST', path, headers, body: new URLSearchParams(fields).toString() }
  }
}
