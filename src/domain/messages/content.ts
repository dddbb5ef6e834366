import type { components } from '../../../generated/api.ts'
import type { Read } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { countSegments, renderTemplate } from '../message-templates/message-templates.ts'
import { policyOf, withFooter } from '../messaging-policy/messaging-policy.ts'

type Content = components['schemas']['MessageContent']
type Template = components['schemas']['MessageTemplateContent']

/** What a message says, whoever has written it. */
export interface Words {
  readonly subject: string | null
  readonly body: string
  readonly templateId: string | null
  readonly templateVersion: number | null
}

const maxSegments = 10
const maxBody = 4000

/** The words of a message of a type, with the variables of a template filled in. Throws 404 for a template that is not there, 409 for what does not fit. */
export async function wordsOf(door: Read, type: string, content: Content): Promise<Words> {
  const words = content.type === 'text' ? ownWords(content) : await fromTemplate(door, type, content)
  if (type === 'email' && words.subject === null) throw problems.messageContentInvalid('A mail has a subject.')
  if (type === 'sms' && words.subject !== null) throw problems.messageContentInvalid('A text has no subject.')
  return words
}

/** The text as it leaves: under marketing stands the footer of the business. Throws 409 when both together are too long. */
export async function asItLeaves(door: Read, category: components['schemas']['MessageCategory'], body: string): Promise<string> {
  if (category !== 'marketing') return body
  const whole = withFooter(await policyOf(door), category, body)
  if ([...whole].length > maxBody)
    throw problems.messageContentInvalid(`With its footer this message is longer than ${maxBody} characters.`)
  return whole
}

/** How many parts a text takes; null for what is none. Throws 409 when there are too many. */
export function segmentsOf(type: string, body: string): number | null {
  if (type !== 'sms') return null
  const { segments } = countSegments(body)
  if (segments > maxSegments) throw problems.messageTooLong(segments)
  return Math.max(segments, 1)
}

function ownWords({ subject, body }: components['schemas']['MessageTextContent']): Words {
  return { subject: subject ?? null, body, templateId: null, templateVersion: null }
}

async function fromTemplate(door: Read, type: string, { template_id, variables = [] }: Template): Promise<Words> {
  const values = Object.fromEntries(variables.map(({ name, value }) => [name, value]))
  if (Object.keys(values).length < variables.length) throw problems.messageContentInvalid('A variable stands twice.')
  const { template, subject, body } = await renderTemplate(door, template_id, values)
  if (template.channel !== type) throw problems.messageContentInvalid(`This template is for ${template.channel}.`)
  if ([...body].length > maxBody)
    throw problems.messageContentInvalid(`With its variables this template is longer than ${maxBody} characters.`)
  return { subject, body, templateId: template.id, templateVersion: template.template_version }
}
