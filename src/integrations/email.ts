/** A mail as it leaves: every word of it is settled. */
export interface Letter {
  /** The same at every attempt, so that a letter that was accepted before can be recognised. */
  readonly id: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface EmailService {
  /** Hands a letter over and returns the name that the receiver has given it. Throws a SendFailure. */
  send(letter: Letter): Promise<string>
  /** That name, if a letter with this id was handed over before: asked when nobody knows how an earlier attempt ended. */
  find(letterId: string): Promise<string | undefined>
}

/** A letter that was not accepted. Its message names nobody, so it may be logged. */
export class SendFailure extends Error {
  /** The same letter would be refused again. */
  readonly permanent: boolean

  constructor(message: string, permanent: boolean, cause?: unknown) {
    super(message, { cause })
    this.name = 'SendFailure'
    this.permanent = permanent
  }
}
