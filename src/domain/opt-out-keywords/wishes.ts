const contact = '(?:text|messag|contact|writ|call|send|spam|spamm|bother)'
const listWords = '(?:list|mailing list|database|texts?|messages?|system)'

// Each is a request to us, about messages. "Can you stop by at 5" and "the bleeding won't stop" are not.
const wishes = [
  `\\b(?:stop|quit)\\s+(?:with\\s+)?(?:all\\s+)?(?:${contact}ing|(?:the|these|your)\\s+(?:texts?|messages?|spam)|texts|messages)\\b`,
  `^(?:please |pls |just )*stop(?: (?:please|pls|it|this|now|already|immediately))+[.! ]*$|^(?:please |pls |just )+stop[.! ]*$`,
  `\\b(?:do\\s+not|don'?t|never|no\\s+longer)\\s+(?:ever\\s+)?(?:${contact}|message|write)\\s+(?:me|us|this)\\b`,
  `\\b(?:take|remove|get|drop|delete)\\s+(?:me|my\\s+number|us|this\\s+number)\\s+(?:off|from|out\\s+of)\\b.{0,20}\\b${listWords}\\b`,
  `\\b(?:unsubscribe|opt)\\s+(?:me|us)\\b`,
  `\\b(?:want|wish|like|need)\\s+to\\s+(?:unsubscribe|opt[\\s-]?out)\\b`,
  `\\bno\\s+more\\s+(?:texts?|messages?|sms|spam|marketing|offers?)\\b`,
  `\\bleave\\s+me\\s+alone\\b`,
].map((pattern) => new RegExp(pattern, 'u'))

// "Why did you stop texting me?" and "please don't stop texting me" ask for the opposite.
const opposites =
  /\b(?:don'?t|do\s+not|never|did|didn'?t|have|has|had|why|when|will|won'?t)\s+(?:you\s+|they\s+|it\s+|ever\s+)?(?:stop|quit)\b/u

/** Whether a sentence asks us, in its own words, to write no more. */
export function isWishToStop(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/[’‘`]/g, "'").toLowerCase().replaceAll(/\s+/g, ' ')
  return !opposites.test(plain) && wishes.some((wish) => wish.test(plain))
}
