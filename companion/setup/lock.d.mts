/** Waits for the lock, runs `work`, gives the lock back whatever happens. */
export declare const withLock: <T>(folder: string, work: () => Promise<T> | T) => Promise<T>
