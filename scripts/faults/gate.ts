import type { Fault } from './fault.ts'

const reasons = 'src/domain/sending-gate/reasons.ts'
const consents = 'src/domain/consents/queries.ts'
const suppressions = 'src/domain/suppressions/suppressions.ts'
const keywords = 'src/domain/opt-out-keywords/opt-out-keywords.ts'

export const gateFaults: readonly Fault[] = [
  {
    name: 'the gate: senders do not wait for each other',
    file: consents,
    from: 'select from pg_advisory_xact_lock(hashtextextended(',
    to: 'select from pg_advisory_xact_lock_shared(hashtextextended(',
    tests: ['properties/gate'],
  },
  {
    name: 'the gate: a blocked customer is written to',
    file: reasons,
    from: "customerStatus === 'blocked'",
    to: "customerStatus === 'inactive'",
    tests: ['sending-gate'],
  },
  {
    name: 'the gate: a STOP to one number leaves marketing from the others',
    file: reasons,
    from: "return isInScope || (isMarketing && row.reason === 'keyword_stop')",
    to: 'return isInScope',
    tests: ['sending-gate'],
  },
  {
    name: 'the gate: marketing needs no yes',
    file: reasons,
    from: "standing === undefined && category === 'marketing'",
    to: "standing === undefined && category === 'transactional'",
    tests: ['sending-gate'],
  },
  {
    name: 'the gate: one more than the cap',
    file: reasons,
    from: 'if (had.day >= day)',
    to: 'if (had.day > day)',
    tests: ['properties/gate'],
  },
  {
    name: 'the gate: the window is open at its end',
    file: 'src/domain/sending-gate/quiet-hours.ts',
    from: 'start <= time && time < end',
    to: 'start <= time && time <= end',
    tests: ['properties/quiet-hours'],
  },
  {
    name: 'the gate: one of several zones is enough',
    file: 'src/domain/sending-gate/quiet-hours.ts',
    from: 'return places.every(',
    to: 'return places.some(',
    tests: ['properties/quiet-hours'],
  },
  {
    name: 'the gate: an older yes counts',
    file: consents,
    from: ".orderBy('occurred_at', 'desc')",
    to: ".orderBy('created_at', 'desc')",
    tests: ['consents'],
  },
  {
    name: 'the gate: of one instant the yes counts',
    file: consents,
    from: ".orderBy('action', 'desc')",
    to: ".orderBy('action', 'asc')",
    tests: ['consents'],
  },
  {
    name: 'the gate: the team lifts a STOP',
    file: suppressions,
    from: "if (row.reason === 'keyword_stop') throw problems.optInRequired()",
    to: "if (row.reason === 'keyword_stop') return lift(tx, row)",
    tests: ['suppressions'],
  },
  {
    name: 'the gate: a START lifts the STOP of another number',
    file: suppressions,
    from: ' && row.scope_channel_id === scopeChannelId)',
    to: ')',
    tests: ['suppressions'],
  },
  {
    name: 'the gate: a keyword anywhere in a message opts out',
    file: keywords,
    from: "if (stops.has(word)) return 'stop'",
    to: "if ([...stops].some((stop) => word.includes(stop))) return 'stop'",
    tests: ['opt-out-keywords', 'properties/opt-out-keywords'],
  },
  {
    name: 'the gate: YES opts in whoever answers a question with it',
    file: keywords,
    from: "(word === 'YES' && optedOut)",
    to: "word === 'YES'",
    tests: ['opt-out-keywords', 'properties/opt-out-keywords'],
  },
  {
    name: 'a template is sent with a place in it',
    file: 'src/domain/message-templates/message-templates.ts',
    from: 'if (faults.length > 0) throw problems.templateValuesInvalid(faults)',
    to: 'if (faults.length > 30) throw problems.templateValuesInvalid(faults)',
    tests: ['message-templates'],
  },
]
