/** The companion as this frame reaches it: its fetch, its sockets, its leave to ask, its window. */
import { type Bridge, type Fetch, openBridge } from '@inlay/shared'
import type { LinkHost, LocalAccess } from '@inlay/shared/panel'

/** As the companion shows it beside the pairing code. */
const NAME = 'Figma'

const hostFetch: Fetch<AbortSignal> = (url, init) => fetch(url, init)

/**
 * What the browser says: Chromium names the permission since 145, one name for both before that
 * (facts/hosts.md 1.3). Desktop apps and other browsers do not know it.
 */
const localAccess = async (): Promise<LocalAccess> => {
  // The list of names in the types is older than these two.
  const permissions: { query(asked: { name: string }): Promise<PermissionStatus> } =
    navigator.permissions
  for (const name of ['loopback-network', 'local-network-access']) {
    try {
      return (await permissions.query({ name })).state
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return 'unknown'
}

const openWindow = (): Promise<Bridge<AbortSignal>> =>
  openBridge<AbortSignal, MessagePort>({
    host: {
      open: (url, target, features) => window.open(url, target, features),
      listen: (heard) => {
        const listener = (event: MessageEvent<unknown>): void => heard(event)
        addEventListener('message', listener)
        return () => removeEventListener('message', listener)
      },
      channel: () => new MessageChannel(),
      isClicked: () => navigator.userActivation?.isActive,
    },
    name: NAME,
  })

/** @param keep stores credentials in Figma's clientStorage; null forgets them */
export const companionHost = (keep: LinkHost<AbortSignal>['keep']): LinkHost<AbortSignal> => ({
  app: 'figma',
  name: NAME,
  fetch: hostFetch,
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  WebSocket,
  // A manifest takes no IP address (facts/hosts.md 1.1).
  hosts: ['localhost'],
  keep,
  localAccess,
  openWindow,
})
