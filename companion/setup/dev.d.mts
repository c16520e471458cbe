import type { InlineConfig } from 'vite'

/** How Vite serves the page in front of a companion: its origin, and a port of one's own. */
export declare const devConfig: (companion: string, port?: number) => InlineConfig
