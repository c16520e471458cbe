/** How far a fill is, for whoever watches: a bar on a terminal, lines in a log, or nothing. */
import type { Terminal } from '../terminal.ts'

export interface Progress {
  /** A new picture begins. */
  readonly begin: (name: string) => void
  /** `fraction` 0..1 of this picture. */
  readonly update: (fraction: number, stage: string) => void
  /** The picture is over, well or badly; the line is free for other text. */
  readonly end: () => void
}

export const silentProgress: Progress = { begin: () => {}, update: () => {}, end: () => {} }

/** Shortest time between two lines in a log. */
const LINE_EVERY_MS = 1000

/** One line when the words change or the time has come; a quick fill writes none. */
export const lineProgress = (terminal: Terminal, now = Date.now): Progress => {
  let name = ''
  let last = 0
  return {
    begin: (next) => {
      name = next
      last = now()
    },
    update: (fraction, stage) => {
      if (now() - last < LINE_EVERY_MS) return
      last = now()
      terminal.err(`${name}: ${Math.floor(fraction * 100)}% ${stage}\n`)
    },
    end: () => {},
  }
}

/** Widest stage text kept, so that a long one does not wrap the bar on an 80-column terminal. */
const STAGE_COLUMNS = 34

/** A bar on stderr that goes away when the picture is done. Loads cli-progress on the first update. */
const barProgress = async (): Promise<Progress> => {
  const { default: cliProgress } = await import('cli-progress')
  const bar = new cliProgress.SingleBar(
    {
      format: '{name} {bar} {percentage}% {stage}',
      barsize: 20,
      hideCursor: true,
      clearOnComplete: true,
      // Ctrl-C is ours: it cancels the fill, and `end` then restores the cursor.
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  )
  return {
    begin: (name) => bar.start(100, 0, { name: shorten(name, 24), stage: '' }),
    update: (fraction, stage) =>
      bar.update(Math.floor(fraction * 100), { stage: shorten(stage, STAGE_COLUMNS) }),
    end: () => bar.stop(),
  }
}

const shorten = (text: string, columns: number): string =>
  text.length <= columns ? text : `${text.slice(0, columns - 1)}…`

/** A bar for a person, lines for a log; nothing when output was not wanted or is for a program. */
export const chooseProgress = async (
  terminal: Terminal,
  { quiet = false, json = false }: { readonly quiet?: boolean; readonly json?: boolean },
): Promise<Progress> => {
  if (quiet) return silentProgress
  if (terminal.isInteractive) return barProgress()
  return json ? silentProgress : lineProgress(terminal)
}
