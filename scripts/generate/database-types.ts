import { readFileSync, writeFileSync } from 'node:fs'
import { runTool } from './tools.ts'

const schema = (name: string): string => `components["schemas"]["${name}"]`

// What the columns' CHECK constraints and the code promise, in the contract's words.
const columns = {
  'api_keys.scopes': `${schema('Scope')}[]`,
  'businesses.address': `${schema('PostalAddress')} | null`,
  'businesses.currency': schema('Currency'),
  'businesses.plan': '"free" | "starter" | "professional" | "enterprise"',
  'businesses.status': '"active" | "suspended" | "closed"',
  'businesses.time_zone': schema('TimeZone'),
  'audit_logs.actor_type': '"person" | "api_key" | "system"',
  'calls.dial_outcome': '"answered" | "busy" | "no_answer" | "failed" | "canceled" | null',
  'calls.direction': schema('CallDirection'),
  'calls.disposition': `${schema('CallDisposition')} | null`,
  'calls.recording_kind': '"call" | "voicemail" | null',
  'calls.result': `${schema('CallResult')} | null`,
  'calls.status': schema('CallStatus'),
  'calls.text_back_reason': `${schema('NullableCallTextBackReason')} | null`,
  'calls.text_back_status': `${schema('CallTextBackStatus')} | null`,
  'calls.transcript': `${schema('CallTranscript')} | null`,
  'channels.a2p_status': '"not_required" | "unregistered" | "pending" | "approved" | "rejected"',
  'channels.settings': 'Readonly<Record<string, string | boolean | null>>',
  'channels.status': '"active" | "archived"',
  'channels.type': '"sms" | "voice" | "email"',
  'consents.action': schema('ConsentAction'),
  'consents.channel': schema('ContactChannel'),
  'consents.evidence': schema('ConsentEvidence'),
  'consents.purpose': schema('ConsentPurpose'),
  'consents.source': schema('ConsentSource'),
  'conversations.channel_type': schema('ConversationChannelType'),
  'conversations.priority': schema('ConversationPriority'),
  'conversations.status': schema('ConversationStatus'),
  'conversations.thread_type': schema('ThreadType'),
  'custom_fields.choices': `readonly ${schema('CustomFieldChoice')}[]`,
  'custom_fields.status': schema('CustomFieldStatus'),
  'custom_fields.type': schema('CustomFieldType'),
  'customer_contact_points.kind': '"email" | "phone"',
  'customers.address': `${schema('PostalAddress')} | null`,
  'customers.custom_fields': schema('CustomFieldValues'),
  'customers.emails': `readonly ${schema('CustomerEmail')}[]`,
  'customers.gender': `${schema('Gender')} | null`,
  'customers.lifecycle_stage': schema('LifecycleStage'),
  'customers.phones': `readonly ${schema('CustomerPhone')}[]`,
  'customers.preferred_channel': schema('PreferredChannel'),
  'customers.status': schema('CustomerStatus'),
  'customers.time_zone': `${schema('TimeZone')} | null`,
  'inbound_webhooks.answer': '"stop" | "start" | "help" | null',
  'inbound_webhooks.consent_effect': '"none" | "stopped" | "started" | null',
  'inbound_webhooks.headers': `readonly ${schema('InboundWebhookField')}[]`,
  'inbound_webhooks.kind': schema('InboundWebhookKind'),
  'inbound_webhooks.status': schema('InboundWebhookStatus'),
  'integrations.provider': '"twilio" | "sms_provider" | "postmark"',
  'integrations.settings': 'Readonly<Record<string, string>>',
  'integrations.status': '"active" | "disabled"',
  'invitations.extra_scopes': `${schema('Scope')}[]`,
  'invitations.role': `Exclude<${schema('Role')}, "owner">`,
  'invitations.status': '"pending" | "accepted" | "expired" | "revoked"',
  'message_template_versions.variables': `readonly ${schema('TemplateVariable')}[]`,
  'message_templates.category': schema('MessageCategory'),
  'message_templates.channel': schema('MessageTemplateChannel'),
  'message_templates.status': schema('MessageTemplateStatus'),
  'messaging_policies.marketing_window': schema('MarketingWindow'),
  'messaging_policies.region_overrides': `readonly ${schema('RegionOverride')}[]`,
  'messaging_policies.text_back_only_line_types': `readonly ${schema('TextableLineType')}[]`,
  'suppressions.channel': schema('ContactChannel'),
  'suppressions.reason': schema('SuppressionReason'),
  'message_status_updates.status': '"queued" | "sent" | "delivered" | "undelivered" | "failed" | "read"',
  'messages.attachments': `readonly ${schema('MessageAttachment')}[]`,
  'messages.category': schema('MessageCategory'),
  'messages.cost_currency': `${schema('Currency')} | null`,
  'messages.direction': schema('MessageDirection'),
  'messages.error_code': `${schema('MessageErrorCode')} | null`,
  'messages.keyword_answer': '"stop" | "start" | "help" | null',
  'messages.provider': '"twilio" | "sms_provider" | "postmark" | null',
  'messages.reasons': `readonly ${schema('SendReason')}[]`,
  'messages.sender_type': schema('MessageSenderType'),
  'messages.status': schema('MessageStatus'),
  'tag_renames.status': schema('TagRenameStatus'),
  'team_members.extra_scopes': `${schema('Scope')}[]`,
  'team_members.role': schema('Role'),
  'team_members.status': '"active" | "suspended" | "removed"',
}

/** Writes the types of a migrated database's tables. The queue's own tables are left out: nothing of ours touches them. */
export function generateDatabaseTypes(databaseUrl: string, outFile: string): void {
  runTool('kysely-codegen', [
    `--url=${databaseUrl}`,
    '--dialect=postgres',
    `--out-file=${outFile}`,
    '--exclude-pattern=(graphile_worker.*|schema_migrations)',
    '--date-parser=string',
    '--type-mapping={"timestamptz":"string","int8":"number"}',
    `--overrides=${JSON.stringify({ columns: typed() })}`,
    '--log-level=error',
  ])
  const text = readFileSync(outFile, 'utf8')
  writeFileSync(
    outFile,
    text.replace(
      'import type { ColumnType } from "kysely";',
      'import type { ColumnType } from "kysely";\nimport type { components } from "./api.ts";',
    ),
  )
}

const json =
  /\.(emails|phones|custom_fields|choices|settings|headers|evidence|variables|marketing_window|region_overrides|attachments|reasons)$/

// A column with a default may be left out of an insert; an override replaces that too, so it is said again here. JSON is written as text.
function typed(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns).map(([column, type]) => {
      if (json.test(column)) return [column, `ColumnType<${type}, string | undefined, string>`]
      if (/address|transcript/.test(column)) return [column, `ColumnType<${type}, string | null | undefined, string | null>`]
      if (/null$/.test(type)) return [column, type]
      return [column, required.has(column) ? type : `Generated<${type}>`]
    }),
  )
}

const required = new Set([
  'api_keys.scopes',
  'audit_logs.actor_type',
  'businesses.time_zone',
  'calls.direction',
  'calls.status',
  'channels.type',
  'consents.action',
  'consents.channel',
  'consents.purpose',
  'consents.source',
  'custom_fields.type',
  'customer_contact_points.kind',
  'inbound_webhooks.kind',
  'integrations.provider',
  'conversations.channel_type',
  'invitations.role',
  'message_status_updates.status',
  'messages.category',
  'messages.direction',
  'messages.sender_type',
  'messages.status',
  'message_templates.category',
  'message_templates.channel',
  'message_templates.status',
  'messaging_policies.text_back_only_line_types',
  'suppressions.channel',
  'suppressions.reason',
  'team_members.role',
])
