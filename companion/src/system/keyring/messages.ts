/** What is said between the companion and the short-lived process that opens the system's keyring. */
import * as z from '@inlay/shared/zod'

/** The name the system shows beside our secrets (Seahorse, Keychain Access, Credential Manager). */
export const KEYRING_SERVICE = 'Inlay'

export const KeyringOrder = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('get'), account: z.string().min(1) }),
  z.strictObject({ do: z.literal('set'), account: z.string().min(1), secret: z.string().min(1) }),
  z.strictObject({ do: z.literal('remove'), account: z.string().min(1) }),
])
export type KeyringOrder = z.infer<typeof KeyringOrder>

export const KeyringReply = z.union([
  z.strictObject({ secret: z.string().nullable() }),
  z.strictObject({ removed: z.boolean() }),
  z.strictObject({ problem: z.string() }),
])
export type KeyringReply = z.infer<typeof KeyringReply>
