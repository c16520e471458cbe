/** Absolute path of npm-cli.js, or undefined. */
export declare const findNpm: (env?: NodeJS.ProcessEnv, execPath?: string) => string | undefined
