/** The address of the companion's page: what signs in stands behind the `#`, which is never sent. */

/** What it shows first. */
export type PagePlace =
  | { readonly fill: string }
  | { readonly at: 'devices' | 'engines' | 'models' | 'plugins' | 'settings' }

export const pageAddress = (port: number, code: string, place?: PagePlace): string =>
  `http://localhost:${port}/#${new URLSearchParams({ code, ...place })}`
