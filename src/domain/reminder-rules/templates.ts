import type { components } from '../../../generated/api.ts'
import type { Read } from '../../db/database.ts'
import { Problem, problems } from '../../problems.ts'
import { requireTemplate } from '../message-templates/message-templates.ts'
import type { TemplateRow } from '../message-templates/message-templates.ts'
import type { Rule } from './defaults.ts'

type Variable = components['schemas']['TemplateVariable']

/** What a reminder knows and a template may ask for. */
const known: Readonly<Record<string, Variable['type']>> = {
  customer_first_name: 'text',
  business_name: 'text',
  service_name: 'text',
  member_name: 'text',
  date: 'date',
  time: 'time',
  manage_url: 'url',
}

/**
 * Makes sure that a reminder can be written from its template. Throws 404 `reference_not_found`, 409 `template_not_active`, or
 * `reminder_rules_invalid` for one that is for something else.
 */
export async function requireFittingTemplate(door: Read, { template_id: id, channel }: Omit<Rule, 'trigger'>): Promise<void> {
  if (id === null) return
  const template = await templateOf(door, id)
  if (template.status !== 'active') throw problems.templateNotActive()
  if (template.channel !== channel) throw problems.reminderRulesInvalid(`This template is for ${template.channel}.`)
  if (template.category !== 'transactional')
    throw problems.reminderRulesInvalid(`A reminder is transactional, this template ${template.category}.`)
  const odd = template.variables.find(
    ({ name, type, fallback }) => fallback === null && (!Object.hasOwn(known, name) || known[name] !== type),
  )
  if (odd !== undefined) throw problems.reminderRulesInvalid(`A reminder has no ${odd.type} for ${odd.name}, and the template no fallback.`)
}

async function templateOf(door: Read, id: string): Promise<TemplateRow> {
  try {
    return await requireTemplate(door, id)
  } catch (error) {
    throw error instanceof Problem ? problems.referenceNotFound('template_id') : error
  }
}
