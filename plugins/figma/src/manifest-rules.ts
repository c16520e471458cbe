/**
 * What Figma refuses in a manifest, as its own client checks it (facts/hosts.md 1.1; the shipped
 * front end's rules for networkAccess, the manifest documentation for the rest).
 */
import * as z from '@inlay/shared/zod'

const LABELS = '(?:\\*\\.)?(?:[a-z0-9-]+\\.)+[a-z]{2,}'
/** scheme://host[:digits][/path], the host a name with a top-level domain, or exactly `localhost`. */
const DOMAIN = new RegExp(`^(?:https?|wss?)://(?:${LABELS}|localhost)(?::\\d+)?(?:/\\S*)?$`, 'i')
/** devAllowedDomains may leave the scheme out. */
const DEV_DOMAIN = new RegExp(
  `^(?:(?:https?|wss?)://)?(?:${LABELS}|localhost)(?::\\d+)?(?:/\\S*)?$`,
  'i',
)

const domains = (pattern: RegExp) =>
  z
    .array(z.string())
    .min(1, 'an empty list: write ["none"]')
    .superRefine((list, context) => {
      for (const domain of list) {
        if (domain !== '*' && domain !== 'none' && !pattern.test(domain)) {
          context.addIssue({ code: 'custom', message: `'${domain}' must be a valid URL.` })
        }
      }
      if (list.includes('none') && list.length > 1) {
        context.addIssue({ code: 'custom', message: "'none' must be alone" })
      }
      if (new Set(list).size !== list.length) {
        context.addIssue({ code: 'custom', message: 'no domain twice' })
      }
    })

const NetworkAccess = z
  .strictObject({
    allowedDomains: domains(DOMAIN),
    devAllowedDomains: domains(DEV_DOMAIN).optional(),
    reasoning: z.string().max(999, 'less than 1000 characters').optional(),
  })
  .refine(
    ({ allowedDomains, reasoning = '' }) =>
      reasoning.trim() !== '' ||
      !allowedDomains.some((domain) => domain === '*' || /:\/\/localhost\b/i.test(domain)),
    'If you want to allow localhost, please add a "reasoning" field, or use devAllowedDomains.',
  )

const Parameter = z.strictObject({
  name: z.string().min(1),
  key: z.string().min(1),
  description: z.string().optional(),
  allowFreeform: z.boolean().optional(),
  optional: z.boolean().optional(),
})

const MenuEntry = z.union([
  z.strictObject({ separator: z.literal(true) }),
  z
    .strictObject({
      name: z.string().min(1),
      command: z.string().min(1),
      parameters: z.array(Parameter).min(1).optional(),
      parameterOnly: z.boolean().optional(),
    })
    .refine(({ parameters = [] }) => {
      const first = parameters.findIndex(({ optional }) => optional === true)
      return first < 0 || parameters.slice(first).every(({ optional }) => optional === true)
    }, 'optional parameters come last'),
])

const EDITORS = ['figma', 'figjam', 'dev', 'slides', 'buzz'] as const

/** What a plugin with a window, and with none of Figma's special powers, may hold. */
const Manifest = z.strictObject({
  name: z.string().min(1),
  id: z.string().min(1),
  api: z.literal('1.0.0'),
  main: z.string().regex(/^(?!\/|.*\.\.).+\.js$/, 'a file beside the manifest'),
  ui: z.string().regex(/^(?!\/|.*\.\.).+\.html$/, 'a file beside the manifest'),
  editorType: z
    .array(z.enum(EDITORS))
    .min(1)
    .refine((list) => new Set(list).size === list.length, 'no editor twice')
    .refine((list) => !(list.includes('dev') && list.includes('figjam')), 'not dev with figjam')
    .refine((list) => !(list.includes('dev') && list.includes('slides')), 'not dev with slides'),
  documentAccess: z.literal('dynamic-page'),
  networkAccess: NetworkAccess,
  permissions: z
    .array(z.enum(['currentuser', 'activeusers', 'fileusers', 'payments', 'teamlibrary']))
    .optional(),
  menu: z.array(MenuEntry).min(1),
  relaunchButtons: z
    .array(
      z.strictObject({
        command: z.string().min(1),
        name: z.string().min(1),
        multipleSelection: z.boolean().optional(),
      }),
    )
    .optional(),
})

/** One line for each thing that Figma would refuse; none for a good manifest. */
export const manifestFaults = (manifest: unknown): string[] => {
  const parsed = Manifest.safeParse(manifest)
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}
