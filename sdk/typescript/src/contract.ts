import type { components, paths } from '../../../generated/api.ts'

/** What programs call; under `/webhooks/` providers do. */
export type Paths = { [P in keyof paths as P extends `/webhooks/${string}` ? never : P]: paths[P] }

/** Every schema of the API by its name: `Schemas['Customer']`. */
export type Schemas = components['schemas']

/** What every refusal says (RFC 9457). */
export type Problem = Schemas['Problem']
export type ErrorCode = Problem['code']
