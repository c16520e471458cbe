import type { PackagePlatform } from './platforms.mjs'
/** The self-contained folder, below `out`, and its bytes. */
export declare const makeFolder: (
  row: PackagePlatform,
  out: string,
) => Promise<{ readonly folder: string; readonly bytes: number }>
