/** Where the built plugin lies. */
export const dist: string
/** Name of the package in it. */
export const CCX: string
/** One script of the page, by its file in src. */
export const bundleScript: (entry: string) => Promise<string>
/** Name in dist -> contents. */
export const bundle: () => Promise<Readonly<Record<string, Buffer>>>
/** The files as one .ccx. */
export const pack: (files: Readonly<Record<string, Buffer>>) => Promise<Buffer>
