import type { Read } from '../../db/database.ts'
import { plain } from '../../db/database.ts'

export interface Stretch {
  readonly starts_at: string
  readonly ends_at: string
}

/** Those of these stretches of a member's time, or of everybody's where there is none, of which somebody on the waitlist could use some. */
export function wantedAmong(door: Read, memberId: string | null, times: readonly Stretch[], wasTaken: boolean): Promise<Stretch[]> {
  // So far buffers reach at most.
  const reach = wasTaken ? '2 hours' : '0'
  return door.all(
    plain<Stretch>(
      `select t.starts_at, t.ends_at from jsonb_to_recordset($2::jsonb) as t (starts_at timestamptz, ends_at timestamptz)
       where exists (
         select from waitlist_entries where status = 'waiting' and wanted_from < t.ends_at + $3::interval and wanted_before > t.starts_at - $3::interval
         and (member_id is null or $1::uuid is null or member_id = $1)
       )
       order by t.starts_at`,
      [memberId, JSON.stringify(times), reach],
    ),
  )
}
