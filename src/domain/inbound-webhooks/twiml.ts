import type { Heard } from './keywords.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const words: Readonly<Record<NonNullable<Heard['answer']>, string>> = {
  stop: 'You will get no more messages from this number. Reply START to get them again.',
  start: 'You will get messages from this number again. Reply STOP to end them.',
  help: 'Reply STOP to end these messages. Message and data rates may apply.',
}

/** What Twilio is to send back to whoever wrote; nothing, as a rule, because answers are messages of their own. Nothing in here is marketing. */
export function textReply(answer: Heard['answer'], businessName: string): string {
  const message = answer === undefined ? '' : `<Message>${escaped(`${businessName.slice(0, 60)}: ${words[answer]}`)}</Message>`
  return `<?xml version="1.0" encoding="UTF-8"?><Response${message === '' ? '/>' : `>${message}</Response>`}`
}

function escaped(text: string): string {
  return text.toWellFormed().replaceAll(/[&<>]/g, (sign) => entities[sign] ?? sign)
}
