/**
 * Between Photoshop and the panel's code. Photoshop wants its entry points within some 20 ms
 * (PS-57605) and an answer from each within 300, so they are set up by a script of their own, which
 * keeps what comes in until the rest is loaded.
 */
import { COMMANDS, type CommandId, PANEL } from './commands.ts'
import type { UxpEntrypoints } from './uxp.ts'

/** What takes over once it is loaded. */
export interface Receiver<Root> {
  /** The panel is shown for the first time. */
  panel(root: Root): void
  command(id: CommandId): void
}

export interface EntryPoint<Root> {
  /** Hands on what came in so far, and from then on everything at once. */
  attach(receiver: Receiver<Root>): void
}

/** Registers the panel and the commands. */
export const setUpEntryPoints = <Root>(
  entrypoints: UxpEntrypoints,
  /** Makes something of whatever Photoshop hands over. */
  rootOf: (value: unknown) => Root,
): EntryPoint<Root> => {
  const waiting: ((receiver: Receiver<Root>) => void)[] = []
  let receiver: Receiver<Root> | undefined
  const hand = (what: (to: Receiver<Root>) => void): void => {
    if (receiver === undefined) waiting.push(what)
    else what(receiver)
  }
  entrypoints.setup({
    panels: {
      [PANEL]: {
        create: (value) => {
          const root = rootOf(value)
          hand((to) => to.panel(root))
        },
      },
    },
    commands: Object.fromEntries(
      COMMANDS.map((id) => [id, { run: () => hand((to) => to.command(id)) }]),
    ),
  })
  return {
    attach: (to) => {
      receiver = to
      for (const what of waiting.splice(0)) what(to)
    },
  }
}
