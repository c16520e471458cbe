/** The address of the companion's page: what signs in stands behind the `#`, which is never sent. */

/** What it shows first. */
export type PagePlace =
  | { readonly fill: string }
  | { readonly at: 'devices' | 'engines' | 'models' | 'plugins' | 'settings' }

/** Signs nobody in. */
export const plainAddress = (port: number): string => `http://localhost:${port}/`

export const pageAddress = (port: number, code: string, place?: PagePlace): string =>
  `${plainAddress(port)}#${new URLSearchParams({ code, ...place })}`
