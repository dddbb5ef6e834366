import { isWishToStop } from './wishes.ts'

/** What somebody means by an answer, as far as consent goes. */
export type Reply = 'stop' | 'start' | 'help' | 'wish_to_stop' | 'none'

// Letters only, because that is what is left of a message. Those of the carriers first, then what people write in other languages.
const stops = words`
  STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT
  ARRET ARRETER DESINSCRIRE ALTO BAJA CANCELAR DETENER PARAR SAIR STOPP ABMELDEN AFMELDEN`
const starts = words`START UNSTOP`
const helps = words`HELP INFO AIDE AYUDA HILFE AJUDA`

const byProvider: Readonly<Record<string, Reply>> = { STOP: 'stop', START: 'start', HELP: 'help' }

/**
 * What an inbound message means for consent. A word counts when it is the whole message, in any case, spacing and punctuation; what the provider has
 * recognised itself (`OptOutType`) counts before everything else. YES is a new beginning only for somebody who has opted out: elsewhere it answers a
 * question of ours. A sentence that asks us to stop is a wish, which is honoured more cautiously than the word.
 */
export function classifyReply(text: string, { optOutType, optedOut }: { readonly optOutType?: string; readonly optedOut: boolean }): Reply {
  const recognised = optOutType === undefined ? undefined : byProvider[optOutType.trim().toUpperCase()]
  if (recognised !== undefined) return recognised
  const word = lettersOf(text)
  if (stops.has(word)) return 'stop'
  if (starts.has(word) || (word === 'YES' && optedOut)) return 'start'
  if (helps.has(word)) return 'help'
  return isWishToStop(text) ? 'wish_to_stop' : 'none'
}

/** Words that a carrier takes for itself, so that nobody may be asked to answer with them for another purpose. */
export const reservedWords: ReadonlySet<string> = new Set([...stops, ...starts, ...helps, 'YES'])
/** Those of them by which somebody may be told how to end messages, begin them again, or get help. */
export const optOutWords: ReadonlySet<string> = words`STOP STOPALL UNSUBSCRIBE START UNSTOP HELP INFO ARRET`

// Compatibility forms first (ＳＴＯＰ), then without accents; what is neither letter nor digit says nothing here.
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
}

function words(lists: TemplateStringsArray): ReadonlySet<string> {
  return new Set(lists.join(' ').trim().split(/\s+/))
}
