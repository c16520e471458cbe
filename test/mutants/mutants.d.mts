/** The defences of the threat table, each with the edit that takes it away. */
export interface Mutant {
  readonly row: number
  readonly defence: string
  readonly file: string
  /** Stands in the file exactly once. */
  readonly find: string
  readonly replace: string
  /** The test file that must notice. */
  readonly test: string
  /** Part of the names of the tests to run. */
  readonly name?: string
}

export declare const MUTANTS: readonly Mutant[]
