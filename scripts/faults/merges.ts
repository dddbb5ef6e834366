import type { Fault } from './fault.ts'

export const mergeFaults: readonly Fault[] = [
  {
    name: 'a preview of a merge does it',
    file: 'src/domain/customers/merge.ts',
    from: 'return dry_run ? preview(tx, plan) : carryOut(tx, plan)',
    to: 'return carryOut(tx, plan)',
    tests: ['customers/merge'],
  },
  {
    name: 'a merge leaves the notes behind',
    file: 'src/domain/customers/merge-queries.ts',
    from: 'where customer_id = ${from} returning id',
    to: 'where customer_id = ${from} and pinned returning id',
    tests: ['customers/merge'],
  },
  {
    name: 'the id of one who was merged is like one that nobody has',
    file: 'src/domain/customers/merged.ts',
    from: 'return survivor === undefined ? problems.notFound',
    to: "return survivor !== '' ? problems.notFound",
    tests: ['customers/merge'],
  },
  {
    name: 'a merge unblocks somebody',
    file: 'src/domain/customers/union.ts',
    from: 'status: stricter(survivor.status, other.status)',
    to: 'status: survivor.status',
    tests: ['customers/merge'],
  },
]
