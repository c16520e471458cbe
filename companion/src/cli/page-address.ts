/** The address of the companion's page: what signs in stands behind the `#`, which is never sent. */

/** @param fill id of a fill to show */
export const pageAddress = (port: number, code: string, fill?: string): string => {
  const words = new URLSearchParams({ code, ...(fill === undefined ? {} : { fill }) })
  return `http://localhost:${port}/#${words}`
}
