/** The proxy for an address, from the usual environment variables. */

/** Address of the proxy; undefined to go directly. */
export const proxyFor = (url: URL, env: NodeJS.ProcessEnv): string | undefined => {
  const proxy =
    url.protocol === 'https:'
      ? env.https_proxy || env.HTTPS_PROXY || env.all_proxy || env.ALL_PROXY
      : env.http_proxy || env.HTTP_PROXY || env.all_proxy || env.ALL_PROXY
  if (proxy === undefined || proxy === '') return undefined
  return isExempt(url, env.no_proxy || env.NO_PROXY || '') ? undefined : proxy
}

/** "localhost,.example.com,10.0.0.1:8080,*": names, suffixes and ports; this machine always. */
const isExempt = (url: URL, list: string): boolean => {
  if (['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return true
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const [, name = '', wanted] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? []
      const host = url.hostname.toLowerCase()
      const known = name.toLowerCase()
      return (
        (wanted === undefined || wanted === port) && (host === known || host.endsWith(`.${known}`))
      )
    })
}
