import type { components } from '../../../generated/api.ts'

type Status = components['schemas']['ConversationStatus']

/** What people may make of a conversation. What is over is opened again first; only a message that comes in does more by itself. */
const following: Readonly<Record<Status, readonly Status[]>> = {
  open: ['pending', 'snoozed', 'closed', 'spam'],
  pending: ['open', 'snoozed', 'closed', 'spam'],
  snoozed: ['open', 'pending', 'closed', 'spam'],
  closed: ['open', 'spam'],
  spam: ['open', 'closed'],
}

export const mayFollow = (from: Status, to: Status): boolean => from === to || following[from].includes(to)

export const isOver = (status: Status): boolean => status === 'closed' || status === 'spam'
