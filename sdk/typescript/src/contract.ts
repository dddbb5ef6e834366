import type { components, paths } from '../../../generated/api.ts'

export type Paths = paths

/** Every schema of the API by its name: `Schemas['Customer']`. */
export type Schemas = components['schemas']

/** What every refusal says (RFC 9457). */
export type Problem = Schemas['Problem']
export type ErrorCode = Problem['code']
