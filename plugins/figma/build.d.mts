/** Where the built plugin lies. */
export const dist: string
/** The sandbox's script. */
export const bundleMain: () => Promise<string>
/** The window's page. */
export const bundleUi: () => Promise<string>
/** Name in dist -> contents. */
export const bundle: () => Promise<{
  readonly 'manifest.json': string
  readonly 'main.js': string
  readonly 'ui.html': string
}>
