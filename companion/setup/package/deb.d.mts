import type { PackagePlatform } from './platforms.mjs'
/** The .deb made of that folder, below `out`. */
export declare const makeDeb: (
  row: PackagePlatform,
  folder: string,
  out: string,
  compression?: 'xz' | 'none',
) => string
