/**
 * Carries out one order on the system's keyring and ends. A process of its own, because a keyring
 * may ask the person to unlock it: a call that waits for that cannot be called off, a process can;
 * and because the library is 3 MB of native code that the idle companion need not hold.
 */
import { text } from 'node:stream/consumers'
import { AsyncEntry } from '@napi-rs/keyring'
import { KEYRING_SERVICE, KeyringOrder, type KeyringReply } from './messages.ts'

/**
 * The Secret Service or nothing on Linux: left to itself the library would put the secret into the
 * kernel's session keyring where there is no other, and that is gone at the next start.
 */
const STORE = { linux: { store: 'secret-service' } } as const

const carryOut = async (order: KeyringOrder): Promise<KeyringReply> => {
  const entry = new AsyncEntry(KEYRING_SERVICE, order.account, STORE)
  switch (order.do) {
    case 'get':
      return { secret: await entry.getPassword() }
    case 'set':
      await entry.setPassword(order.secret)
      // Read back: some stores take a secret and keep none.
      return { secret: await entry.getPassword() }
    case 'remove':
      return { removed: await entry.deleteCredential() }
  }
}

const main = async (): Promise<KeyringReply> =>
  carryOut(KeyringOrder.parse(JSON.parse(await text(process.stdin))))

main()
  .catch((error: unknown): KeyringReply => ({ problem: String(error) }))
  .then((reply) => process.stdout.write(JSON.stringify(reply)))
