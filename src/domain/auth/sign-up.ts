import type { components } from '../../../generated/api.ts'
import type { AccessTokens } from '../../crypto/access-tokens.ts'
import type { LinkTokens } from '../../crypto/link-tokens.ts'
import type { Passwords } from '../../crypto/passwords.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { createBusinessFor } from '../businesses/businesses.ts'
import { postMail } from '../mails/mails.ts'
import { findAccount, findSignUp, insertSignUp, useSignUp } from './account-queries.ts'
import type { NewSignUp } from './account-queries.ts'
import { createAccount } from './auth.ts'
import { attemptOrUndo } from './equal-work.ts'
import { requireGoodPassword } from './passwords.ts'
import type { Client } from './sessions.ts'

type Schemas = components['schemas']

/** Sends a mail to somebody who wants an account. For an address that has one the same is done, but the mail holds no link. */
export async function requestSignUp(tx: Tx, wanted: Schemas['SignUp']): Promise<void> {
  const account = await findAccount(tx, wanted.email)
  await sendLink(tx, account !== undefined, { ...wanted, currency: wanted.currency ?? null, locale: wanted.locale ?? null })
}

/** Sends the mail of an unfinished sign-up again. Where there is none, and no account either, the same is done and undone. */
export async function resendVerification(tx: Tx, email: string): Promise<void> {
  const account = await findAccount(tx, email)
  const signUp = await findSignUp(tx, email)
  const nobody = { email, full_name: '', business_name: '', time_zone: 'UTC', currency: null, locale: null }
  await attemptOrUndo(tx, async () => {
    await sendLink(tx, account !== undefined, signUp ?? nobody)
    return account !== undefined || signUp !== undefined
  })
}

async function sendLink(tx: Tx, hasAccount: boolean, signUp: NewSignUp): Promise<void> {
  const id = await insertSignUp(tx, signUp)
  await postMail(tx, signUp.email, signUp.locale, hasAccount ? { kind: 'account_exists' } : { kind: 'verify_email', sign_up_id: id })
}

/**
 * Ends a sign-up: the person, their first business and their first session. Throws 404 for a token that is not good any more, 409 for a password
 * that is no good and for an address that has been given an account meanwhile.
 */
export async function verifyEmail(
  tx: Tx,
  tools: { readonly linkTokens: LinkTokens; readonly passwords: Passwords; readonly accessTokens: AccessTokens },
  { token, password }: Schemas['EmailVerification'],
  client: Client,
): Promise<Schemas['SessionTokens']> {
  const [signUpId] = tools.linkTokens.read('verify_email', token) ?? []
  if (signUpId === undefined) throw problems.notFound('sign-up')
  requireGoodPassword(password)
  const passwordHash = await tools.passwords.hash(password)
  const signUp = await useSignUp(tx, signUpId)
  if (signUp === undefined) throw problems.notFound('sign-up')
  const { email, full_name, locale } = signUp
  const { person, session } = await createAccount(tx, tools.accessTokens, { email, full_name, locale, passwordHash }, client)
  await createBusinessFor(tx, person.id, firstBusiness(signUp))
  return session
}

function firstBusiness({ business_name, time_zone, currency, locale }: NewSignUp): Schemas['NewBusiness'] {
  return {
    name: business_name,
    time_zone: time_zone as Schemas['TimeZone'],
    ...(currency === null ? {} : { currency: currency as Schemas['Currency'] }),
    ...(locale === null ? {} : { locale }),
  }
}
