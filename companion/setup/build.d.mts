/** Builds companion/dist. */
export declare const build: () => Promise<void>
