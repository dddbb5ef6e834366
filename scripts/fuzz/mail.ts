import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const timeoutMs = 60_000

/** The token in the link of the first mail to this address, or of the first whose link leads to this page. */
export async function waitForMail(folder: string, address: string, signal: AbortSignal, page = ''): Promise<string> {
  const link = new RegExp(`${page}[?&#]token=([A-Za-z0-9._-]{20,128})`)
  const deadline = Date.now() + timeoutMs
  for (;;) {
    signal.throwIfAborted()
    const token = readMails(folder)
      .filter((mail) => mail.includes(address))
      .map((mail) => link.exec(mail)?.[1])
      .find((found) => found !== undefined)
    if (token !== undefined) return token
    if (Date.now() > deadline) throw new Error(`No mail with a link reached ${address} within ${timeoutMs / 1000} s.`)
    await sleep(100)
  }
}

function readMails(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml'))
  return files.map((name) => decodeQuotedPrintable(readFileSync(join(folder, name), 'utf8')))
}

/** Mails break long lines with `=` at the end and write `=3D` for `=`, in links above all. */
function decodeQuotedPrintable(text: string): string {
  if (!/^content-transfer-encoding: *quoted-printable/im.test(text)) return text
  return text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
}
