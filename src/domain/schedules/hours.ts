import type { components } from '../../../generated/api.ts'
import { problems } from '../../problems.ts'
import type { ProblemItem } from '../../problems.ts'

type Schemas = components['schemas']
type Weekly = Schemas['WeeklyHours']
type Exceptions = Schemas['HoursExceptions']
type Fault = Pick<ProblemItem, 'pointer' | 'code' | 'detail'>

/** What holds while a business has said nothing: Monday to Friday from 9 to 17. */
export const defaultWeekly: Weekly = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, intervals: [{ start: '09:00', end: '17:00' }] }))

/** Throws 409 `hours_invalid`, with the places, unless each day stands there once and its intervals are in order and apart. */
export function requireHours(weekly: Weekly, exceptions: Exceptions): void {
  const faults = [
    ...repeated(weekly.map(({ weekday }) => String(weekday))).map((index) => duplicate(`/weekly/${index}/weekday`)),
    ...repeated(exceptions.map(({ date }) => date)).map((index) => duplicate(`/exceptions/${index}/date`)),
    ...weekly.flatMap(({ intervals }, index) => faultsOf(intervals, `/weekly/${index}/intervals`)),
    ...exceptions.flatMap(({ intervals }, index) => faultsOf(intervals, `/exceptions/${index}/intervals`)),
  ]
  refuse(faults)
}

/** Throws 409 `hours_invalid` for days that differ from a week that is somebody else's. */
export function requireNoExceptions(exceptions: Exceptions): void {
  const detail = 'a member who follows the business has no days that differ; enter time off'
  refuse(exceptions.length === 0 ? [] : [{ pointer: '/exceptions', code: 'not_empty', detail }])
}

/** By day, and without days that are closed anyway, so that two ways to say the same are the same. */
export function ordered(weekly: Weekly): Weekly {
  return weekly.filter(({ intervals }) => intervals.length > 0).sort((one, other) => one.weekday - other.weekday)
}

export function orderedDays(exceptions: Exceptions): Exceptions {
  return [...exceptions].sort((one, other) => (one.date < other.date ? -1 : 1))
}

function faultsOf(intervals: Schemas['HoursIntervals'], place: string): Fault[] {
  return intervals.flatMap(({ start, end }, index) => {
    const pointer = `${place}/${index}`
    const before = intervals[index - 1]
    if (end <= start) return [{ pointer, code: 'empty', detail: 'must end after it begins' }]
    if (before !== undefined && start < before.end)
      return [{ pointer, code: 'overlap', detail: 'must begin when the one before it is over' }]
    return []
  })
}

function duplicate(pointer: string): Fault {
  return { pointer, code: 'duplicate', detail: 'this day stands there already' }
}

function repeated(names: readonly string[]): number[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []))
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw problems.hoursInvalid(faults.map((fault) => ({ in: 'body', ...fault })))
}
