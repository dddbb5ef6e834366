import { readFileSync } from 'node:fs'

const list = readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const words = new Set(list)
const longestWord = Math.max(...list.map((word) => word.length))

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop', 'abcdefghijklmnopqrstuvwxyz']
const diagonals = ['1q2w3e4r5t6y7u8i9o0p', 'q1w2e3r4t5y6u7i8o9p0', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', 'qazwsxedcrfvtgbyhnujmikolp']
const walks = [...rows.map((row) => row + row), ...diagonals].flatMap((walk) => [walk, [...walk].reverse().join('')])

/**
 * Whether a password is one that many people choose or that a guesser tries early: one in the list, or up to three pieces that are words of the
 * list, runs on the keyboard or in the alphabet, one character over and over, or a few digits. Capitals, separators, `0` for `o` and the like do
 * not make it another, and neither does saying it twice.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  if (text.length > longestJudged) return false
  const forms = [text, plainLetters(text, 'l'), plainLetters(text, 'i')].flatMap((form) => [form, form.replaceAll(/[^\p{L}\p{N}]/gu, '')])
  return forms.some((form) => fewPieces(form) || fewPieces(form.replaceAll(/(.{2,}?)\1+/gsu, '$1')))
}

const maxPieces = 3

/** A password has at most 128 characters; only signs that NFKC spells out make it longer, and nobody's list has those. */
const longestJudged = 128

/** Whether the text falls into at most three easy pieces. The least number of pieces for each beginning follows from those of shorter ones. */
function fewPieces(text: string): boolean {
  const least: number[] = [0]
  for (let end = 1; end <= text.length; end += 1) {
    let best = Infinity
    for (let start = Math.max(0, end - longestWord); start < end; start += 1) {
      const before = least[start] ?? Infinity
      if (before < Math.min(best, maxPieces) && isEasy(text.slice(start, end))) best = before
    }
    least.push(best + 1)
  }
  return (least[text.length] ?? Infinity) <= maxPieces
}

function isEasy(piece: string): boolean {
  if (piece.length <= 2 || words.has(piece) || /^(?:\d{1,4}|(.)\1*)$/su.test(piece)) return true
  return walks.some((walk) => walk.includes(piece))
}

const letters: Readonly<Record<string, string>> = { '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' }

/** Digits and signs that stand for letters, as those letters; `1` and `!` for one of the two that they may mean. */
function plainLetters(text: string, one: 'l' | 'i'): string {
  return text.replaceAll(/[0-9@$!]/g, (sign) => (sign === '1' || sign === '!' ? one : (letters[sign] ?? sign)))
}
