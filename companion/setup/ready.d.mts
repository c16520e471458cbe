/** Installs and builds what is missing or stale. */
export declare const ensureReady: () => Promise<void>
