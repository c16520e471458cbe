/** Names of the plugins that could not be built. */
export declare const ensurePlugins: () => string[]
