import type { Document, Operation, Route } from './document.ts'
import { callableRoutesOf } from './document.ts'
import { scopesOf } from './permissions.ts'
import { docstring, keywords, typeOf } from './python-types.ts'
import type { Schema } from './python-types.ts'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
}
interface Body {
  readonly required?: boolean
  readonly content: Readonly<Record<string, { readonly schema: Schema }>>
}
interface Argument {
  readonly name: string
  readonly type: string
}

/** sdk/python/src/clientflow/client.py: a method for each operation, with the types of python-types.ts. The rest of the package is written by hand. */
export function pythonClient(document: Document): string {
  const methods = callableRoutesOf(document).map((route) => method(document, route))
  return `${head(document.info.version)}${methods.join('\n')}`
}

const head = (version: string) => `"""A method for each operation. Made from the contract by \`make generate\`."""

from __future__ import annotations

from typing import Literal, cast

from . import types
from .connection import Connection, new_idempotency_key

__version__ = "${version}"


class ClientFlow(Connection):
    """The API. Each method answers what the reply holds, and raises a ClientFlowError for a refusal."""

`

function method(document: Document, { id, method, path, operation, parameters }: Route): string {
  const typed = parameters as readonly unknown[] as readonly Parameter[]
  const inPath = namesIn(path).map((name) => argument(typed.find((each) => each.in === 'path' && each.name === name)))
  const body = bodyOf(operation)
  const optional = typed.filter((each) => each.in !== 'path').map(argument)
  const result = resultOf(document, operation)
  const call = [
    `"${method.toUpperCase()}"`,
    `"${path}"`,
    ...entries(
      'path',
      inPath.map(({ name }) => `"${name}": ${name}`),
    ),
    ...entries(
      'query',
      namesOf(typed, 'query').map((name) => `"${name}": ${identifier(name)}`),
    ),
    ...entries(
      'headers',
      namesOf(typed, 'header').map((name) => `"${name}": ${header(name)}`),
    ),
    ...(body === undefined ? [] : ['body=body']),
  ]
  return `    def ${snake(id)}(${list([
    'self',
    ...inPath.map(({ name, type }) => `${name}: ${type}`),
    ...(body === undefined ? [] : [`body: ${body}`]),
    ...(optional.length === 0 ? [] : ['*', ...optional.map(({ name, type }) => `${name}: ${type} | None = None`)]),
  ])}) -> ${result}:
${docstring(meaningOf(operation), '        ')}        ${sends(result, list(call, 3))}
`
}

const sends = (result: string, call: string) =>
  result === 'None' ? `self._call(${call})` : `return cast("${result}", self._call(${call}))`

function meaningOf(operation: Operation): string {
  const scopes = scopesOf(operation)
  return `${String(operation.summary)}.${scopes.length === 0 ? '' : ` Scopes: ${scopes.join(', ')}.`}`
}

function argument(parameter: Parameter | undefined): Argument {
  if (parameter === undefined) throw new Error('A parameter of a path is not described.')
  const versions = parameter.name === 'If-Match' ? 'str | int' : typeOf(parameter.schema, 'types.')
  return { name: identifier(parameter.name), type: versions }
}

function bodyOf({ requestBody }: Operation): string | undefined {
  const { required, content } = (requestBody ?? { content: {} }) as unknown as Body
  const schema = content['application/json']?.schema
  if (schema === undefined) return undefined
  return typeOf(schema, 'types.') + (required === true ? '' : ' | None = None')
}

/** What the replies of success hold. */
function resultOf(document: Document, { responses }: Operation): string {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  const types = successes.map(([, reply]) => {
    const named = document.components.responses?.[((reply as { $ref?: string }).$ref ?? '').split('/').at(-1) ?? ''] ?? reply
    const { content } = named as { readonly content?: Body['content'] }
    const schema = (content?.['application/json'] ?? content?.['text/calendar'])?.schema
    return schema === undefined ? 'None' : typeOf(schema, 'types.')
  })
  return [...new Set(types)].join(' | ')
}

function header(name: string): string {
  const given = identifier(name)
  return name === 'Idempotency-Key' ? `${given} or new_idempotency_key()` : given
}

const namesIn = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
const namesOf = (parameters: readonly Parameter[], where: Parameter['in']) =>
  parameters.filter((each) => each.in === where).map(({ name }) => name)
const entries = (name: string, pairs: readonly string[]) => (pairs.length === 0 ? [] : [`${name}={${list(pairs, 4)}}`])

/** `X-Business-Id` is business_id, and `from`, which is a word of the language, from_. */
function identifier(name: string): string {
  const plain = name.replace(/^X-/, '').toLowerCase().replaceAll('-', '_')
  return keywords.has(plain) ? `${plain}_` : plain
}
const snake = (id: string) => id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** On one line where it fits, else one a line. */
function list(parts: readonly string[], depth = 2): string {
  const line = parts.join(', ')
  if (line.length <= 90) return line
  const indent = '    '.repeat(depth)
  return `\n${parts.map((part) => `${indent}${part},\n`).join('')}${'    '.repeat(depth - 1)}`
}
