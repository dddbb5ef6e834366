/** Changes the database as its owner. */
export type Sql = (text: string, values: unknown[]) => Promise<unknown>

/** The moment of an appointment's first reminder comes now. */
export async function reachReminder(sql: Sql, appointmentId: string): Promise<void> {
  await sql(
    `update appointment_reminders set planned_at = now(), due_at = now() where id =
       (select id from appointment_reminders where appointment_id = $1 and state = 'planned' order by planned_at limit 1)`,
    [appointmentId],
  )
}

/** Days go by: the appointment and the time that it takes have been. */
export async function letPass(sql: Sql, appointmentId: string): Promise<void> {
  const back = "interval '30 days'"
  const earlier = (columns: readonly string[]): string => columns.map((column) => `${column} = ${column} - ${back}`).join(', ')
  const times = earlier(['starts_at', 'ends_at', 'blocked_from', 'blocked_until'])
  await sql(`update time_blocks set ${times} where id = (select block_id from appointments where id = $1)`, [appointmentId])
  await sql(`update appointments set ${earlier(['starts_at', 'ends_at'])} where id = $1`, [appointmentId])
}
