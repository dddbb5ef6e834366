import { pipeline } from 'node:stream'
import type { Readable } from 'node:stream'
import type { Response } from 'express'

/** A reply's body that comes from elsewhere and is passed on as it comes: it is never whole in memory. */
export class StreamBody {
  readonly source: Readable
  /** How many bytes there will be, where that is known. */
  readonly length: string | undefined

  constructor(source: Readable, length: string | undefined) {
    this.source = source
    this.length = length
  }

  /** Passes everything on. When either side breaks off, the other is ended too. */
  sendTo(response: Response, wanted: boolean): void {
    if (wanted) {
      pipeline(this.source, response, () => undefined)
      return
    }
    this.source.destroy()
    response.end()
  }
}
