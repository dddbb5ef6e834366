import type { Document } from './document.ts'
import { literal, python } from './literals.ts'

/** What the linter leaves of JSON Schema (`house/plain-schemas`). */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly description?: string
}

/**
 * sdk/python/src/clientflow/types.py: each schema as the type of its JSON. A TypedDict is a plain dict when the program runs, so what a later version
 * of the API adds (a field, a word of an enum, a type of event) does no harm, and null stays apart from a field that is left out.
 */
export function pythonTypes(document: Document): string {
  const schemas = Object.entries(document.components.schemas as Readonly<Record<string, Schema>>)
  return `${head}\n${schemas.map(([name, schema]) => definition(name, schema)).join('\n\n')}`
}

const head = `"""The types of what goes in and out. Made from the contract by \`make generate\`."""

from __future__ import annotations

import sys
from typing import Any, Literal, TypeAlias, TypedDict

if sys.version_info >= (3, 11):
    from typing import NotRequired
else:
    from typing_extensions import NotRequired

`

function definition(name: string, schema: Schema): string {
  if (schema.properties === undefined) return alias(name, typeOf(schema), schema.description)
  if (![schema.type].flat().includes('null')) return typedDict(name, schema)
  const present = `${name.replace(/^Nullable/, '')}OrNull`
  return `${typedDict(present, schema)}\n\n${alias(name, `${present} | None`, schema.description)}`
}

/** In quotes where it names what may stand further down. */
function alias(name: string, type: string, description: string | undefined): string {
  const naming = /\b[A-Z]\w+/.test(type.replace(/"[^"]*"|\b(Literal|None|Any)\b/g, ''))
  return `${name}: TypeAlias = ${naming ? python.quote(type) : type}\n${docstring(description, '')}`
}

function typedDict(name: string, schema: Schema): string {
  const fields = Object.entries(schema.properties ?? {}).map(([field, each]) => {
    const type = typeOf(each)
    return { field, type: schema.required?.includes(field) === true ? type : `NotRequired[${type}]`, description: each.description }
  })
  // A field whose name is a word of the language cannot stand in a class.
  if (fields.some(({ field }) => keywords.has(field))) {
    const entries = fields.map(({ field, type }) => `    ${python.quote(field)}: ${python.quote(type)},\n`)
    return `${name} = TypedDict(\n    ${python.quote(name)},\n    {\n${entries.map((entry) => `    ${entry}`).join('')}    },\n)\n${docstring(schema.description, '')}`
  }
  const lines = fields.map(({ field, type, description }) => `    ${field}: ${type}\n${docstring(description, '    ')}`)
  return `class ${name}(TypedDict):\n${docstring(schema.description, '    ')}${lines.length === 0 ? '    pass\n' : `\n${lines.join('')}`}`
}

/** The type of a value, as it stands in an annotation. */
export function typeOf(schema: Schema, prefix = ''): string {
  if (schema.$ref !== undefined) return prefix + schema.$ref.replace('#/components/schemas/', '')
  if (schema.const !== undefined) return `Literal[${literal(schema.const, python)}]`
  if (schema.enum !== undefined) return words(schema.enum)
  if (schema.oneOf !== undefined) return schema.oneOf.map((each) => typeOf(each, prefix)).join(' | ')
  return [schema.type]
    .flat()
    .map((type) => plain(type, schema, prefix))
    .join(' | ')
}

function words(values: readonly unknown[]): string {
  const texts = values.filter((value) => value !== null).map((value) => literal(value, python))
  return `Literal[${texts.join(', ')}]${values.includes(null) ? ' | None' : ''}`
}

function plain(type: string | undefined, schema: Schema, prefix: string): string {
  if (type === 'array') return `list[${typeOf(schema.items ?? {}, prefix)}]`
  if (type === 'object') return objectOf(schema, prefix)
  return { string: 'str', integer: 'int', number: 'float', boolean: 'bool', null: 'None' }[type ?? ''] ?? 'Any'
}

function objectOf({ properties, additionalProperties }: Schema, prefix: string): string {
  if (properties !== undefined) throw new Error(`An object inside of another needs a name: ${Object.keys(properties).join(', ')}.`)
  return `dict[str, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties, prefix) : 'Any'}]`
}

/** What stands below a name for its readers. */
export function docstring(text: string | undefined, indent: string): string {
  if (text === undefined) return ''
  const lines = text.trim().replaceAll('\\', '\\\\').replaceAll('"', '\\"').split('\n')
  return `${indent}"""${lines.join(`\n${indent}`)}"""\n`
}

export const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda ' +
    'nonlocal not or pass raise return try while with yield'
  ).split(' '),
)
