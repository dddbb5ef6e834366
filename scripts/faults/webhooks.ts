import type { Fault } from './fault.ts'

const folder = 'src/domain/inbound-webhooks'

export const webhookFaults: readonly Fault[] = [
  {
    name: 'a provider is believed without proof',
    file: `${folder}/proof.ts`,
    from: "const proven = proofs[provider](delivery, secrets, settings.account_sid ?? '')",
    to: 'const proven = secrets.length >= 0',
    tests: ['contract/providers', 'inbound-webhooks/mutations'],
  },
  {
    name: 'one account of Twilio speaks for another',
    file: `${folder}/proof.ts`,
    from: "return isSigned && isSame(params.get('AccountSid') ?? '', accountSid)",
    to: 'return isSigned',
    tests: ['inbound-webhooks/receive'],
  },
  {
    name: 'a STOP waits for the worker',
    file: `${folder}/keywords.ts`,
    from: "if (meaning === 'stop') {",
    to: "if (meaning === 'stop' && active.length < 0) {",
    tests: ['inbound-webhooks/stop'],
  },
  {
    name: 'each STOP is confirmed',
    file: `${folder}/keywords.ts`,
    from: "...(answers && !optedOut && { answer: 'stop' as const })",
    to: "...(answers && { answer: 'stop' as const })",
    tests: ['inbound-webhooks/stop'],
  },
  {
    name: 'what one peer sends is processed in any order',
    file: `${folder}/queries.ts`,
    from: 'if (peer === null) return lockWaiting(tx, id)',
    to: 'if (peer === null || position > 0) return lockWaiting(tx, id)',
    tests: ['inbound-webhooks/process'],
  },
  {
    name: 'what is kept of a message is shown',
    file: `${folder}/masking.ts`,
    from: 'const shown = harmless.test(path) &&',
    to: 'const shown = path.length > 0 &&',
    tests: ['inbound-webhooks/manage'],
  },
]
