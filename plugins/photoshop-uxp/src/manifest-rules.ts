/**
 * What Photoshop refuses in a manifest of version 5, or takes and then silently does not do
 * (facts/hosts.md 2.2). Unknown fields are refused here although Photoshop passes over them: they
 * are typing mistakes.
 */
import * as z from '@inlay/shared/zod'

const Size = z.strictObject({ width: z.int().min(1), height: z.int().min(1) })

/** Scheme, host and a port, no path: bare hosts fail and a port wildcard is not supported. */
const Domain = z
  .string()
  .regex(/^(?:https?|wss?):\/\/(?:localhost|\d+\.\d+\.\d+\.\d+|[a-z0-9-]+(?:\.[a-z0-9-]+)+):\d+$/, {
    error: 'a scheme, a host and a port',
  })

const Icon = z.strictObject({
  width: z.int().min(1),
  height: z.int().min(1),
  path: z.string().regex(/^[\w./-]+\.png$/),
  scale: z.array(z.union([z.literal(1), z.literal(1.5), z.literal(2), z.literal(2.5)])),
  theme: z.array(z.enum(['all', 'darkest', 'dark', 'medium', 'light', 'lightest'])).optional(),
  species: z.array(z.enum(['generic', 'toolbar', 'pluginList'])).optional(),
})

/** Of every language by its two letters, and one for those that are not there. */
const Label = z
  .record(z.string().regex(/^(?:default|[a-z]{2})$/), z.string().min(1))
  .refine((labels) => Object.hasOwn(labels, 'default'), 'no default')

const EntryPoint = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('panel'),
    id: z.string().regex(/^\w+$/),
    label: Label,
    minimumSize: Size,
    maximumSize: Size,
    preferredDockedSize: Size,
    preferredFloatingSize: Size,
    icons: z.array(Icon).min(1),
  }),
  z.strictObject({ type: z.literal('command'), id: z.string().regex(/^\w+$/), label: Label }),
])

const Manifest = z.strictObject({
  // Without it, or with another, the panel never registers and nothing says so.
  manifestVersion: z.literal(5),
  id: z.string().min(1),
  name: z.string().min(1),
  version: z.string().regex(/^\d{1,2}\.\d{1,2}\.\d{1,2}$/),
  main: z.string().regex(/\.html$/, { error: 'a page: a script as main registers no panel' }),
  // One object: a packaged plugin is for one program.
  host: z.strictObject({
    app: z.literal('PS'),
    minVersion: z.string().regex(/^\d+\.\d+(?:\.\d+)?$/),
    data: z.strictObject({
      apiVersion: z.literal(2),
      loadEvent: z.enum(['use', 'startup']),
      enableMenuRecording: z.boolean().optional(),
    }),
  }),
  entrypoints: z
    .array(EntryPoint)
    .min(1)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'an id twice'),
  icons: z.array(Icon).min(1),
  requiredPermissions: z.strictObject({
    network: z.strictObject({
      domains: z
        .array(Domain)
        .min(1)
        .refine((list) => new Set(list).size === list.length, 'a domain twice'),
    }),
  }),
})

/** One line for each fault; none for a manifest that does what it says. */
export const manifestFaults = (manifest: unknown): string[] => {
  const { error } = Manifest.safeParse(manifest)
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
}
