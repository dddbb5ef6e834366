import { randomUUID } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { plain } from '../../src/db/database.ts'
import { until } from '../support/eventually.ts'
import { workShop } from '../support/worker.ts'

const shop = await workShop()

interface Invited {
  readonly business_id: string
  readonly invitation_id: string
  readonly token_id: string
}

let personId = ''
beforeAll(async () => {
  personId = await idOf("insert into people (email, full_name) values ('grace@example.com', 'Grace <Hopper>') returning id")
})

test('verification: goes to the address, and link and token verify the sign-up; nothing of it names what was typed', async () => {
  const signUp = await createSignUp('ada@example.com')
  const id = await shop.post({ kind: 'verify_email', sign_up_id: signUp }, 'ada@example.com')

  await shop.start()

  await shop.settled(id, 'sent')
  const [file = ''] = shop.outboxFiles(id)
  expect(file).toContain('\r\nTo: ada@example.com\r\n')
  expect(file).toContain('\r\nSubject: Verify your e-mail address\r\n')
  const token = tokenIn(file, 'verify-email')
  expect(shop.linkTokens.read('verify_email', token)).toEqual([signUp])
  expect(file).toContain(`\r\n${token}\r\n`)
  expect(file).toContain(`<code>${token}</code>`)
  expect(file).not.toMatch(/Buy Now|Cheap Salon/)
})

test('reset: the token carries the person and the reset, and a name is no markup', async () => {
  const reset = await createReset()
  const id = await shop.post({ kind: 'reset_password', person_id: personId, reset_id: reset })

  await shop.start()

  await shop.settled(id, 'sent')
  const [file = ''] = shop.outboxFiles(id)
  expect(shop.linkTokens.read('reset_password', tokenIn(file, 'reset-password'))).toEqual([personId, reset])
  expect(file).toContain('Hello Grace <Hopper>,')
  expect(file).toContain('<p>Hello Grace &lt;Hopper&gt;,</p>')
})

test('invitation: names business and inviter, quotes the message, and the token carries the newest link', async () => {
  const invited = await createInvitation({ message: 'Come & join us,\n<b>Grace</b>' })
  const id = await shop.post({ kind: 'invitation', ...invited })

  await shop.start()

  await shop.settled(id, 'sent')
  const [file = ''] = shop.outboxFiles(id)
  const { business_id, invitation_id, token_id } = invited
  expect(shop.linkTokens.read('invitation', tokenIn(file, 'accept-invitation'))).toEqual([business_id, invitation_id, token_id])
  expect(file).toContain('Grace <Hopper> invites you to join the team of Salon at ClientFlow.')
  expect(file).toContain('> Come & join us,\r\n> <b>Grace</b>')
  expect(file).toContain('Come &amp; join us,<br>\r\n&lt;b&gt;Grace&lt;/b&gt;')
})

test('an invitation that an API key made is one of the business', async () => {
  const id = await shop.post({ kind: 'invitation', ...(await createInvitation({ invited_by_member_id: null })) })

  await shop.start()

  await shop.settled(id, 'sent')
  expect(shop.outboxFiles(id)[0]).toContain('Salon invites you to join the team of Salon')
})

test('an address that has an account learns so, and gets no link', async () => {
  const id = await shop.post({ kind: 'account_exists' })

  await shop.start()

  await shop.settled(id, 'sent')
  expect(shop.outboxFiles(id)[0]).toContain('It already has one')
  expect(shop.outboxFiles(id)[0]).not.toContain('token')
})

test.each([
  ['password_changed', 'Your password was changed'],
  ['second_factor_enabled', 'Your second factor is on'],
  ['second_factor_disabled', 'Your second factor is off'],
  ['recovery_codes_replaced', 'Your recovery codes were replaced'],
  ['recovery_code_used', 'A recovery code was used'],
  ['session_ended', 'A session was ended'],
  ['calendar_consent_ended', 'Your calendar is no longer connected'],
] as const)('%s: the person is told, without a link', async (kind, subject) => {
  const id = await shop.post({ kind, person_id: personId })

  await shop.start()

  await shop.settled(id, 'sent')
  const [file = ''] = shop.outboxFiles(id)
  expect(file).toContain(`\r\nSubject: ${subject}\r\n`)
  expect(file).toContain('Hello Grace <Hopper>,')
  expect(file).not.toMatch(/token=|href/)
})

test('whoever used a recovery code is told how many are left', async () => {
  const id = await shop.post({ kind: 'recovery_code_used', person_id: personId })
  await shop.rows("insert into person_totp_secrets (person_id, secret, expires_at) values ($1, '', now())", [personId])
  await shop.rows('insert into person_recovery_codes (person_id, hash) select $1, uuid_send(new_id()) from generate_series(1, 7)', [
    personId,
  ])

  await shop.start()

  await shop.settled(id, 'sent')
  expect(shop.outboxFiles(id)[0]).toContain('You have 7 of them left.')
})

test.each([
  ['a used sign-up', () => signUpThat('used_at = now()')],
  ['an expired sign-up', () => signUpThat("expires_at = now() - interval '1 second'")],
  ['an unknown sign-up', async () => ({ kind: 'verify_email', sign_up_id: randomUUID() }) as const],
  ['a used reset', () => resetThat('used_at = now()')],
  ['an expired reset', () => resetThat("expires_at = now() - interval '1 second'")],
  ["another person's reset", async () => ({ kind: 'reset_password', person_id: randomUUID(), reset_id: await createReset() }) as const],
  ['a revoked invitation', () => invitationThat({ status: 'revoked' })],
  ['an expired invitation', () => invitationThat({ expires_at: '2020-01-01T00:00:00Z' })],
  [
    'an invitation that was sent again',
    async () => ({ kind: 'invitation', ...(await createInvitation()), token_id: randomUUID() }) as const,
  ],
  [
    "another business's invitation",
    async () => ({ kind: 'invitation', ...(await createInvitation()), business_id: randomUUID() }) as const,
  ],
  ['what happened to somebody who is gone', async () => ({ kind: 'password_changed', person_id: randomUUID() }) as const],
])('%s is not mailed any more, and the row says why', async (_what, details) => {
  const id = await shop.post(await details())

  await shop.start()

  expect((await shop.settled(id, 'failed')).error).toMatch(/expired|revoked|no such person/)
  expect(shop.outboxFiles(id)).toEqual([])
  await until('the job is gone', async () => (await shop.jobs()).length === 0)
})

test('a mail whose details make no sense fails for good', async () => {
  const id = await shop.post()
  await shop.rows("update mails set kind = 'reset_password' where id = $1", [id])

  await shop.start()

  expect((await shop.settled(id, 'failed')).error).toContain('Its details are not those of a mail of the kind reset_password.')
})

test('where the outbox cannot be written a mail waits for its next attempt, and then goes', async () => {
  const id = await shop.post()
  const broken = await shop.start({ OUTBOX_FOLDER: '/dev/null/outbox' })
  const waiting = await shop.attempted(id)
  await broken.stop()

  await shop.start()
  await shop.hurry()

  expect(waiting).toMatchObject({ status: 'queued', attempts: 1, error: expect.stringContaining('ENOTDIR') })
  expect(await shop.settled(id, 'sent')).toMatchObject({ attempts: 2, error: null })
})

test('the outbox holds whole letters that only their owner can read', async () => {
  await shop.start()
  const id = await shop.post()
  await shop.settled(id, 'sent')

  const names = readdirSync(shop.outbox)

  expect(names.every((name) => name.endsWith('.eml'))).toBe(true)
  expect(statSync(join(shop.outbox, `${id}.eml`)).mode & 0o777).toBe(0o600)
})

async function createSignUp(email: string): Promise<string> {
  const text = "select app.create_sign_up($1, 'Buy Now', 'Cheap Salon', 'UTC', 'USD', 'en') as id"
  return (await shop.transact({ nobody: true }, (tx) => tx.first(plain<{ id: string }>(text, [email]))))?.id ?? ''
}

async function signUpThat(is: string) {
  const id = await createSignUp('late@example.com')
  await shop.rows(`update sign_ups set ${is} where id = $1`, [id])
  return { kind: 'verify_email', sign_up_id: id } as const
}

function createReset(): Promise<string> {
  return idOf("insert into password_resets (person_id, expires_at) values ($1, now() + interval '1 hour') returning id", [personId])
}

async function resetThat(is: string) {
  const id = await createReset()
  await shop.rows(`update password_resets set ${is} where id = $1`, [id])
  return { kind: 'reset_password', person_id: personId, reset_id: id } as const
}

async function createInvitation(fields: Record<string, unknown> = {}): Promise<Invited> {
  const business_id = await idOf("insert into businesses (name, slug, time_zone) values ('Salon', $1, 'UTC') returning id", [randomUUID()])
  const member = await idOf("insert into team_members (business_id, person_id, role) values ($1, $2, 'owner') returning id", [
    business_id,
    personId,
  ])
  const row = {
    email: 'new@example.com',
    role: 'staff',
    expires_at: '2100-01-01T00:00:00Z',
    invited_by_member_id: member,
    business_id,
    ...fields,
  }
  const [invitation] = await shop.rows<{ id: string; token_id: string }>(
    `insert into invitations (business_id, email, role, expires_at, invited_by_member_id, message, status)
     select business_id, email, role, expires_at, invited_by_member_id, message, coalesce(status, 'pending')
     from jsonb_populate_record(null::invitations, $1) returning id, token_id`,
    [JSON.stringify(row)],
  )
  return { business_id, invitation_id: invitation?.id ?? '', token_id: invitation?.token_id ?? '' }
}

async function invitationThat(fields: Record<string, unknown>) {
  return { kind: 'invitation', ...(await createInvitation(fields)) } as const
}

async function idOf(text: string, values: unknown[] = []): Promise<string> {
  return (await shop.rows<{ id: string }>(text, values))[0]?.id ?? ''
}

function tokenIn(file: string, page: string): string {
  return new RegExp(`^https://app\\.example\\.com/${page}\\?token=([\\w-]+)\r$`, 'm').exec(file)?.[1] ?? ''
}
