import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmailService } from './email.ts'
import { formatMessage } from './message.ts'

/** Writes each letter into a folder, as a file that mail programs open. For machines from which nothing should leave. */
export function createOutbox(folder: string): EmailService {
  return {
    async send(letter) {
      const file = join(folder, `${letter.id}.eml`)
      await mkdir(folder, { recursive: true })
      // Under another name until it is complete, so that whoever watches the folder never reads half a letter. It holds a token, hence the mode.
      await writeFile(`${file}.part`, formatMessage(letter, new Date()), { mode: 0o600 })
      await rename(`${file}.part`, file)
      return file
    },
    // Written again, it is the same file.
    find: async () => undefined,
  }
}
