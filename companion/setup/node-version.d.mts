/** Throws a SetupError with a next step where the tools that build a clone do not run. */
export declare const assertNode: (version?: string) => void
