export { hearAnswer, obeyAnswer } from './answering.ts'
export { sendDue } from './sending.ts'
export type { LinkTo } from './writing.ts'
