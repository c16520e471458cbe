/** The tray as the companion has it: shows each change soon, and carries out what is clicked. */
import type { DeskNews } from '../http/desk.ts'
import { distFile } from '../system/dist.ts'
import type { TrayNote } from './messages.ts'
import type { TraySource } from './source.ts'
import { actionOf, readAction } from './state.ts'
import { startTrayChild, type TrayChildOptions } from './tray-child.ts'
import { spaced, viewOf } from './view.ts'
import { type Speech, speechIn } from './words/say.ts'

export interface TrayOptions extends Partial<Pick<TrayChildOptions, 'environment' | 'pauses'>> {
  readonly source: TraySource
  readonly entry?: string
  /** Gets what is amiss in words. */
  readonly say: (line: string) => void
}

export interface Tray {
  readonly pid: number | undefined
  close(): Promise<void>
}

/** Milliseconds between two pictures at most: changes come in bursts. */
const SHOWS_EVERY = 250

/** Milliseconds a fill runs before its end is worth a notification. */
const LONG = 15_000

export const openTray = ({ source, say, ...options }: TrayOptions): Tray => {
  let timer: NodeJS.Timeout | undefined

  const speech = (): Speech => speechIn(source.language())
  const failed = (what: string) => () => say(`The tray could not ${what}.`)
  const perform = (text: string): void => {
    const wanted = readAction(text)
    if (wanted === undefined) return
    const { action, id } = wanted
    switch (action) {
      case 'open-page':
        source.openPage().catch(failed('open the page'))
        break
      case 'open-fill':
        source.openPage(id === undefined ? undefined : { fill: id }).catch(failed('open the page'))
        break
      case 'open-devices':
        source.openPage({ at: 'devices' }).catch(failed('open the page'))
        break
      case 'open-engines':
        source.openPage({ at: 'engines' }).catch(failed('open the page'))
        break
      case 'cancel':
        if (id !== undefined) source.desk.cancel(id)
        break
      case 'pause':
      case 'resume':
        source.desk.pause(action === 'pause')
        break
      case 'free-memory':
        source.desk
          .freeMemory()
          .then((isFreed) => child.notify(freedNote(isFreed, speech())))
          .catch(failed('free memory'))
        break
      case 'login-on':
      case 'login-off':
        source
          .setStartsAtLogin(action === 'login-on')
          .catch(failed('change what starts at login'))
          .finally(show)
        break
      case 'open-logs':
        source.openLogs().catch(failed('open the logs'))
        break
      case 'quit':
        source.quit()
    }
  }

  const child = startTrayChild({
    ...options,
    entry: options.entry ?? distFile('tray-process.js'),
    onAction: perform,
    onUnavailable: (reason) =>
      say(`No tray icon: ${reason}. All of Inlay works without it, by \`inlay\` and its page.`),
    onGivenUp: () => say('The tray icon ended again and again, and is left alone now.'),
  })

  const show = (): void => {
    timer = undefined
    child.show(viewOf({ ...source.desk.state(), startsAtLogin: source.startsAtLogin() }, speech()))
  }
  const soon = (): void => {
    timer ??= setTimeout(show, SHOWS_EVERY).unref()
  }
  const stopChanges = source.desk.onChange(soon)
  const stopWords = source.onLanguage(soon)
  const stopNews = source.desk.onNews((news) => {
    const note = noteOf(news, speech())
    if (note !== undefined) child.notify(note)
  })
  show()

  return {
    get pid() {
      return child.pid
    },
    close: async () => {
      clearTimeout(timer)
      stopChanges()
      stopNews()
      stopWords()
      await child.close()
    },
  }
}

const freedNote = (isFreed: boolean, { say }: Speech): TrayNote =>
  isFreed
    ? { title: say('freedTitle'), body: say('freedText') }
    : { title: say('busyTitle'), body: say('busyText') }

/** Undefined for what is over before one could look away. */
export const noteOf = (news: DeskNews, { say, seconds }: Speech): TrayNote | undefined => {
  const open = say('openNote')
  if (news.type === 'asked') {
    const { name, code } = news
    return {
      title: say('asksTitle', { name }),
      body: say('asksText', { code: spaced(code) }),
      action: actionOf('open-devices'),
      open,
    }
  }
  const { id, state, took } = news
  if (took < LONG) return undefined
  // A notification may show on a locked screen: what was asked for stays out of it.
  return {
    title: say(state === 'done' ? 'doneTitle' : 'failedTitle'),
    body: say('tookText', { duration: seconds(Math.round(took / 1000)) }),
    action: actionOf('open-fill', id),
    open,
  }
}
