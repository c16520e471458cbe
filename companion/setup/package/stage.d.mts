export declare const stage: (folder: string) => void
export declare const version: () => string
