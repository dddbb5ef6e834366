import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { Problem, problems } from '../../problems.ts'
import { clientOf } from './client.ts'
import { logIn } from './log-in.ts'
import { requestReset } from './password-resets.ts'
import { changePassword, resetPassword } from './passwords.ts'
import { presentSession } from './present.ts'
import { listSessions } from './session-queries.ts'
import { endSession, endSessions, refreshSession } from './sessions.ts'
import { requestSignUp, resendVerification, verifyEmail } from './sign-up.ts'

// Tokens must not stay in any cache (RFC 6749, 5.1).
const headers = { 'Cache-Control': 'no-store' }

export const authHandlers = part({
  async signUp({ body, ctx }) {
    const email = body.email.toLowerCase()
    await ctx.services.signInGuard.admitMail(email)
    await requestSignUp(ctx.tx, { ...body, email })
    return { status: 202, body: { status: 'verification_mail_sent' } }
  },

  async resendVerification({ body, ctx }) {
    const email = body.email.toLowerCase()
    await ctx.services.signInGuard.admitMail(email)
    await resendVerification(ctx.tx, email)
    return { status: 202, body: { status: 'verification_mail_sent' } }
  },

  async verifyEmail({ body, ctx }) {
    return { status: 200, headers, body: await verifyEmail(ctx.tx, ctx.services, body, clientOf(ctx)) }
  },

  async logIn({ body, ctx }) {
    const { signInGuard } = ctx.services
    const email = body.email.toLowerCase()
    await signInGuard.admit(email, ctx.ipAddress)
    const tokens = await logIn(ctx.tx, ctx.services, { ...body, email }, clientOf(ctx))
    if (tokens instanceof Problem) return tokens
    await signInGuard.succeeded(email, ctx.ipAddress)
    return { status: 200, headers, body: tokens }
  },

  async refreshSession({ body, ctx }) {
    const { accessTokens, config, credentials, log } = ctx.services
    const refreshed = await refreshSession(ctx.tx, accessTokens, config.TOKEN_KEY, body.refresh_token, clientOf(ctx))
    if (refreshed.outcome === 'refreshed') return { status: 200, headers, body: refreshed.tokens }
    if (refreshed.outcome === 'reused') {
      credentials.forget([refreshed.sessionId])
      log.warn({ sessionId: refreshed.sessionId, requestId: ctx.requestId }, 'A refresh token came back; its session has been ended')
    }
    return problems.invalidToken()
  },

  async listSessions({ query, ctx }) {
    const { created_from: from, created_before: before } = query
    if (from !== undefined && before !== undefined && Date.parse(from) > Date.parse(before)) throw problems.invalidRange()
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'sessions' },
      (window) => listSessions(ctx.read, query, window),
      (row) => presentSession(row, ctx.caller.sessionId),
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async revokeSession({ params, ctx }) {
    await endSession(ctx.tx, params.session_id)
    ctx.services.credentials.forget([params.session_id.toLowerCase()])
    return { status: 204 }
  },

  async logOut({ ctx }) {
    const { sessionId } = ctx.caller
    if (sessionId === null) throw problems.forbidden('This session was begun elsewhere, and ends there.')
    await endSession(ctx.tx, sessionId)
    ctx.services.credentials.forget([sessionId])
    return { status: 204 }
  },

  async logOutEverywhere({ ctx }) {
    ctx.services.credentials.forget(await endSessions(ctx.tx))
    return { status: 204 }
  },

  async requestPasswordReset({ body, ctx }) {
    const email = body.email.toLowerCase()
    await ctx.services.signInGuard.admitMail(email)
    await requestReset(ctx.tx, email)
    return { status: 202, body: { status: 'reset_mail_sent' } }
  },

  async resetPassword({ body, ctx }) {
    const { email, secondFactor, ended } = await resetPassword(ctx.tx, ctx.services, body)
    ctx.services.credentials.forget(ended)
    // Whoever reads the mails has shown one factor only, and goes on waiting for having guessed at the other.
    if (!secondFactor) await ctx.services.signInGuard.succeeded(email, ctx.ipAddress)
    return { status: 204 }
  },

  async changePassword({ body, ctx }) {
    const { signInGuard, credentials } = ctx.services
    await signInGuard.admit(ctx.caller.personId, ctx.ipAddress)
    const ended = await changePassword(ctx.tx, ctx.services, ctx.caller, body)
    if (ended === undefined) return problems.wrongCurrentPassword()
    credentials.forget(ended)
    await signInGuard.succeeded(ctx.caller.personId, ctx.ipAddress)
    return { status: 204 }
  },
})
