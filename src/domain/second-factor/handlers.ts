import { part } from '../../http/handler.ts'
import { Problem } from '../../problems.ts'
import { confirm, disable, enrol, replaceCodes } from './enrolment.ts'
import { presentState } from './present.ts'
import { findTotpState } from './queries.ts'

// What is shown once must not stay in any cache.
const headers = { 'Cache-Control': 'no-store' }

// Codes are guessed on an account of their own: whoever knows the password could otherwise end each wait by changing it.
const accountOf = (personId: string): string => `second-factor:${personId}`

export const secondFactorHandlers = part({
  async getTotp({ ctx }) {
    return { status: 200, body: presentState(await findTotpState(ctx.read)) }
  },

  async enrolTotp({ body, ctx }) {
    const { caller, services, ipAddress } = ctx
    await services.signInGuard.admit(caller.personId, ipAddress)
    const secret = await enrol(ctx.tx, services, caller.personId, body.current_password)
    if (secret instanceof Problem) return secret
    await services.signInGuard.succeeded(caller.personId, ipAddress)
    return { status: 200, headers, body: secret }
  },

  async confirmTotp({ body, ctx }) {
    const { caller, services, ipAddress } = ctx
    await services.signInGuard.admit(accountOf(caller.personId), ipAddress)
    const confirmed = await confirm(ctx.tx, services.cipher, caller, body.totp_code)
    if (confirmed instanceof Problem) return confirmed
    services.credentials.forget(confirmed.ended)
    await services.signInGuard.succeeded(accountOf(caller.personId), ipAddress)
    return { status: 200, headers, body: { recovery_codes: confirmed.codes } }
  },

  async disableTotp({ body, ctx }) {
    const { caller, services, ipAddress } = ctx
    await services.signInGuard.admit(accountOf(caller.personId), ipAddress)
    const refusal = await disable(ctx.tx, services, caller, body)
    if (refusal !== undefined) return refusal
    await services.signInGuard.succeeded(accountOf(caller.personId), ipAddress)
    return { status: 204 }
  },

  async replaceRecoveryCodes({ body, ctx }) {
    const { caller, services, ipAddress } = ctx
    await services.signInGuard.admit(accountOf(caller.personId), ipAddress)
    const codes = await replaceCodes(ctx.tx, services, caller, body)
    if (codes instanceof Problem) return codes
    await services.signInGuard.succeeded(accountOf(caller.personId), ipAddress)
    return { status: 200, headers, body: { recovery_codes: codes } }
  },
})
