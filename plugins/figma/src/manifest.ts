/** The plugin's manifest, made from what it must agree with: the companion's ports and our commands. */
import { COMPANION_PORTS } from '@inlay/shared'
import type { Command } from './messages.ts'

/** What Figma shows on a result's layer (setRelaunchData throws for a command that is not listed). */
export const RELAUNCH = 'variations' satisfies Command

interface Parameter {
  readonly name: string
  readonly key: string
  readonly description?: string
  readonly allowFreeform?: boolean
  readonly optional?: boolean
}

type MenuEntry =
  | { readonly name: string; readonly command: Command; readonly parameters?: readonly Parameter[] }
  | { readonly separator: true }

/** What the quick action asks for, by command: keys of `start.parameters`. */
export const PARAMETERS = { fill: 'prompt', expand: 'shape' } as const satisfies Partial<
  Record<Command, string>
>

const MENU: readonly MenuEntry[] = [
  { name: 'Open Inlay', command: 'open' },
  { separator: true },
  { name: 'Remove what the shapes cover', command: 'remove' },
  {
    name: 'Fill what the shapes cover',
    command: 'fill',
    parameters: [
      {
        name: 'Prompt',
        key: PARAMETERS.fill,
        description: 'What should be there',
        allowFreeform: true,
      },
    ],
  },
  {
    name: 'Expand the picture',
    command: 'expand',
    parameters: [
      {
        name: 'Shape',
        key: PARAMETERS.expand,
        description: 'A shape (16:9), a share (20%) or pixels (200) on every side',
      },
    ],
  },
  { separator: true },
  { name: 'Variations of the selected result', command: 'variations' },
]

/**
 * Every port by name, for both schemes: a wildcard is not allowed, `http` does not stand for `ws`,
 * and addresses of numbers are refused (facts/hosts.md 1.1). The window /bridge is a navigation of
 * its own, which needs no entry.
 */
export const allowedDomains = (): string[] =>
  COMPANION_PORTS.flatMap((port) => [`http://localhost:${port}`, `ws://localhost:${port}`])

/** @param id as Figma gave it when the plugin was published; for use from disk any will do */
export const manifestFor = (id: string) => ({
  name: 'Inlay',
  id,
  api: '1.0.0',
  main: 'main.js',
  ui: 'ui.html',
  editorType: ['figma'],
  documentAccess: 'dynamic-page',
  networkAccess: {
    allowedDomains: allowedDomains(),
    reasoning:
      'Inlay fills pictures on your own machine: it talks to the Inlay companion, a program that ' +
      'you run there and that listens on localhost only. Nothing is sent anywhere else.',
  },
  menu: MENU,
  relaunchButtons: [{ command: RELAUNCH, name: 'Inlay: variations, redo' }],
})
