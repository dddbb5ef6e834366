import type { Sizes } from '../data/databases.ts'
import type { Figure } from '../figures.ts'
import { measureCampaign } from './campaign.ts'
import { measureClaims } from './claims.ts'
import { measureJobs } from './jobs.ts'
import type { Street } from './salons.ts'
import { onStreet } from './salons.ts'
import { measureWebhooks } from './webhooks.ts'

export interface MessageSettings {
  readonly rounds: number
  /** How long the transaction of the claims is open. */
  readonly soakMinutes: number
  /** How many messages the campaign has. */
  readonly campaign: number
  /** Only these; all when there is none. */
  readonly only: readonly string[]
}

const sizes: Sizes = Array.from({ length: 100 }, () => 500)
const webhookSeconds = 20

/** What comes in, what goes out, and the jobs between, in about three quarters of an hour, most of it for the campaign and the open transaction. */
export async function measureMessages(admin: string, settings: MessageSettings): Promise<Figure[]> {
  const { rounds, soakMinutes, campaign, only } = settings
  const scenarios: Readonly<Record<string, (street: Street) => Promise<Figure[]>>> = {
    webhooks: (street) => measureWebhooks(street, Math.min(rounds, 3), webhookSeconds),
    jobs: (street) => measureJobs(street, Math.min(rounds, 3)),
    campaign: (street) => measureCampaign(street, campaign),
    claims: (street) => measureClaims(street, soakMinutes),
  }
  const unknown = only.find((name) => !(name in scenarios))
  if (unknown !== undefined) throw new Error(`There is no scenario ${unknown}: ${Object.keys(scenarios).join(', ')}.`)
  const figures: Figure[] = []
  for (const [name, measure] of Object.entries(scenarios)) {
    if (only.length === 0 || only.includes(name)) figures.push(...(await onStreet(admin, sizes, measure)))
  }
  return figures
}
