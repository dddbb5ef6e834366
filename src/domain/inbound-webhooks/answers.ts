import type { Tx } from '../../db/database.ts'
import { callAttention, holdConversation } from '../conversations/conversations.ts'
import { queueMessage } from '../messages/messages.ts'
import type { MessageRow } from '../messages/messages.ts'
import type { Heard } from './keywords.ts'
import { nameOfBusiness } from './queries.ts'

const words: Readonly<Record<NonNullable<Heard['answer']>, string>> = {
  stop: 'You will get no more messages from this number. Reply START to get them again.',
  start: 'You will get messages from this number again. Reply STOP to end them.',
  help: 'Reply STOP to end these messages. Message and data rates may apply.',
}

// What the team finds such a conversation by.
const wishLabel = 'wish to stop'

/** Answers a word in the thread in which it came. Nothing in an answer is marketing. */
export async function answerKeyword(tx: Tx, { conversation_id }: MessageRow, answer: NonNullable<Heard['answer']>): Promise<void> {
  const conversation = await holdConversation(tx, conversation_id)
  const body = `${(await nameOfBusiness(tx)).slice(0, 60)}: ${words[answer]}`
  await queueMessage(tx, { conversation, body, category: 'transactional', senderType: 'system', keywordAnswer: answer })
}

/** Puts a conversation in which somebody asks in a sentence to be left alone before the team: only a person can tell what was meant. */
export async function showWish(tx: Tx, { conversation_id }: MessageRow): Promise<void> {
  await callAttention(tx, conversation_id, wishLabel)
}
