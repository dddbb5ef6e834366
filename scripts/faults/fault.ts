/** A mistake that somebody could make: one passage of one file, written differently. */
export interface Fault {
  /** What the product would then do. */
  readonly name: string
  readonly file: string
  /** Stands exactly once in the file. */
  readonly from: string
  readonly to: string
  /** Folders or files below tests/, of which one must fail. */
  readonly tests: readonly string[]
}
