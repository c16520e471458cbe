/** The page's cookie: one name a port, as cookies of `localhost` know no ports (RFC 6265, 8.5). */

const nameFor = (port: number): string => `inlay-page-${port}`

/** @param value empty takes the cookie away */
export const pageCookie = (port: number, value: string): string => {
  const life = value === '' ? '; Max-Age=0' : ''
  return `${nameFor(port)}=${value}; Path=/v1; HttpOnly; SameSite=Strict${life}`
}

/** The value sent under our name; undefined when there is none, or more than one. */
export const sessionCookie = (header: string | undefined, port: number): string | undefined => {
  const prefix = `${nameFor(port)}=`
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length))
  return values.length === 1 && values[0] !== '' ? values[0] : undefined
}
