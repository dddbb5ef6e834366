import { createRequire } from 'node:module'
import { parse as parseUrl } from 'node:url'
import type { ContractDocument, Operation } from './document.ts'

/**
 * express-openapi-validator's own judges, called directly. Its middleware would look the route up in a list that grows with the contract, keep a
 * validator for each Content-Type that a client invents, and compile the whole document once per operation and status. Its verdicts are what we
 * want, not that way to them. These modules are not its public interface, so the version is pinned and their shape is asserted at the start.
 */
const require = createRequire(import.meta.url)

const version = '5.6.2'

interface AjvSettings {
  readonly [option: string]: unknown
}

export interface RequestValidator {
  validate(request: JudgedRequest, response: undefined, next: () => void): void
}
export interface JudgedRequest {
  readonly method: string
  readonly path: string
  readonly originalUrl: string
  readonly headers: Record<string, string | undefined>
  readonly openapi: { readonly expressRoute: string; readonly schema: Operation; readonly pathParams: Record<string, unknown> }
  query: Record<string, unknown>
  params: Record<string, unknown>
  body: unknown
}
export interface ResponseValidator {
  _getOrBuildValidator(request: object, responses: object): object
  _validate(judged: { validators: object; body: unknown; statusCode: number; path: string; accepts: string[] }): void
}

interface Modules {
  RequestValidator: new (document: object, settings: AjvSettings) => RequestValidator
  ResponseValidator: new (document: object, settings: AjvSettings, options: object, serial: number) => ResponseValidator
}

function load(): Modules {
  const installed = (require('express-openapi-validator/package.json') as { version: string }).version
  if (installed !== version) throw new Error(`express-openapi-validator is ${installed}; the contract layer was written for ${version}.`)
  const { RequestValidator } = require('express-openapi-validator/dist/middlewares/openapi.request.validator.js') as Partial<Modules>
  const { ResponseValidator } = require('express-openapi-validator/dist/middlewares/openapi.response.validator.js') as Partial<Modules>
  if (!has(RequestValidator, 'validate') || !has(ResponseValidator, '_getOrBuildValidator', '_validate')) {
    throw new Error(`express-openapi-validator ${version} has not the shape that the contract layer was written for.`)
  }
  return { RequestValidator, ResponseValidator }
}

function has<T extends abstract new (...values: never) => object>(constructor: T | undefined, ...methods: string[]): constructor is T {
  const prototype = constructor?.prototype as Readonly<Record<string, unknown>> | undefined
  return prototype !== undefined && methods.every((method) => typeof prototype[method] === 'function')
}

const modules = load()

// The validator calls url.parse, which walks up the stack at each call to see who uses it, until its warning of that has been given once.
const { noDeprecation } = process
process.noDeprecation = true
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the validator uses it, and this is its warning
parseUrl('')
Object.assign(process, { noDeprecation })

// As its own middleware would set them. Requests: impossible dates must not reach the database. Responses: our own values, so the fast formats will do.
const common = {
  // The engine makes shorter code of it anyway, and compiling takes a quarter less time without.
  code: { optimize: false },
  useDefaults: true,
  strict: false,
  formats: {},
  validateFormats: true,
  serDesMap: {},
  coerceTypes: false,
  removeAdditional: false,
}
const requestSettings = { ...common, allErrors: true, ajvFormats: { mode: 'full' }, allowUnknownQueryParameters: false }
const responseSettings = { ...common, ajvFormats: { mode: 'fast' } }

/**
 * Begins the method of every request that the validators are shown. They name what they compile by method and path, and a name is the base of its
 * references: with one that is only a fragment, `#/components/schemas/…` means the same in all of them, so that each schema is compiled once and not
 * once for each operation.
 */
export const sharedName = '#'

/** The judge of all requests. It compiles an operation at its first request. */
export function buildRequestValidator(document: ContractDocument): RequestValidator {
  const validator = new modules.RequestValidator(schemasOf(document), requestSettings)
  return Object.assign(validator, { apiDoc: bare(document) })
}

/** The judge of all replies. */
export function buildResponseValidator(document: ContractDocument): ResponseValidator {
  const validator = new modules.ResponseValidator(schemasOf(document), responseSettings, {}, 1)
  return Object.assign(validator, { spec: bare(document) })
}

function schemasOf({ openapi, info, components }: ContractDocument): object {
  return { openapi, info, paths: {}, components: { schemas: structuredClone(components.schemas) } }
}

// What it finds here it puts into the schema of each operation, and then walks through it once for each.
function bare({ openapi, info }: ContractDocument): object {
  return { openapi, info, paths: {}, components: {} }
}
