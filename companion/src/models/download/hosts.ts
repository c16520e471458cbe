/**
 * Whom a download may ask: the publishers' sites and the hosts that they hand large files over to,
 * by https, or the owner's mirror. Everything else is refused, wherever a redirect came from.
 */
import { InlayError } from '@inlay/shared'

/** Hugging Face and GitHub, and the stores behind them; PyPI's, for NVIDIA's libraries. */
const HOSTS = [
  'files.pythonhosted.org',
  'huggingface.co',
  'github.com',
  'objects.githubusercontent.com',
  'release-assets.githubusercontent.com',
  'github-releases.githubusercontent.com',
]

/** Hugging Face's stores change names (cdn-lfs.hf.co, cas-bridge.xethub.hf.co, us.aws.cdn.hf.co). */
const STORES = ['.huggingface.co', '.hf.co']

const isPublisher = (url: URL): boolean =>
  url.protocol === 'https:' &&
  url.port === '' &&
  url.username === '' &&
  url.password === '' &&
  (HOSTS.includes(url.hostname) || STORES.some((suffix) => url.hostname.endsWith(suffix)))

/** Where to ask for a publisher's address: there, or at the mirror under the same path. */
export const addressOf = (published: string, mirror: URL | undefined): URL => {
  const url = new URL(published)
  if (mirror === undefined) return url
  const base = mirror.pathname.replace(/\/+$/, '')
  return new URL(`${mirror.origin}${base}${url.pathname}`)
}

/** @throws InlayError model_download_failed */
export const assertAllowed = (url: URL, mirror: URL | undefined): void => {
  if (isPublisher(url)) return
  const isMirror = mirror !== undefined && url.origin === mirror.origin && url.username === ''
  if (isMirror) return
  throw new InlayError(
    'model_download_failed',
    `It would lead to ${url.protocol}//${url.host}, which is not among the sites that models come from.`,
  )
}
