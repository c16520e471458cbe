/** The tray as the companion has it: shows each change soon, and carries out what is clicked. */
import type { DeskNews } from '../http/desk.ts'
import type { PagePlace } from '../http/page-address.ts'
import { distFile } from '../system/dist.ts'
import type { TrayNote } from './messages.ts'
import type { TraySource } from './source.ts'
import { actionOf, readAction } from './state.ts'
import { startTrayChild, type TrayChildOptions } from './tray-child.ts'
import { spaced, viewOf } from './view.ts'
import { type Speech, speechIn, type Word } from './words/say.ts'

export interface TrayOptions extends Partial<Pick<TrayChildOptions, 'environment' | 'pauses'>> {
  readonly source: TraySource
  readonly entry?: string
  /** Gets what is amiss in words. */
  readonly say: (line: string) => void
}

export interface Tray {
  readonly pid: number | undefined
  /** Whether this desktop has a place for the icon, as far as it is known. */
  readonly hasPlace: boolean
  close(): Promise<void>
}

/** Milliseconds between two pictures at most: changes come in bursts. */
const SHOWS_EVERY = 250

/** Milliseconds a fill runs before its end is worth a notification. */
const LONG = 15_000

/** Milliseconds: who clicks the icon twice wants one page. */
const ONE_CLICK = 1000

export const openTray = ({ source, say, ...options }: TrayOptions): Tray => {
  let timer: NodeJS.Timeout | undefined

  const speech = (): Speech => speechIn(source.language())
  /** Nobody reads the terminal of what started with the desktop: they are told where they clicked. */
  const failed = (what: string, word: Word) => () => {
    say(`The tray could not ${what}.`)
    const { say: speak } = speech()
    const body = speak(word, { address: source.pageAddress })
    child.notify({ title: speak('notDone'), body })
  }
  const openPage = (place?: PagePlace): void => {
    source.openPage(place).catch(failed('open the page', 'noPage'))
  }
  let openedAt = Number.NEGATIVE_INFINITY
  let hasPlace = true
  const perform = (text: string): void => {
    const wanted = readAction(text)
    if (wanted === undefined) return
    const { action, id } = wanted
    switch (action) {
      case 'open-page':
        if (performance.now() - openedAt < ONE_CLICK) break
        openedAt = performance.now()
        openPage()
        break
      case 'open-fill':
        openPage(id === undefined ? undefined : { fill: id })
        break
      case 'open-devices':
        openPage({ at: 'devices' })
        break
      case 'open-engines':
        openPage({ at: 'engines' })
        break
      case 'choose-engine':
        if (id !== undefined) source.setEngine(id).catch(failed('change the engine', 'notChanged'))
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
          .catch(failed('free memory', 'notFreed'))
        break
      case 'login-on':
      case 'login-off':
        source
          .setStartsAtLogin(action === 'login-on')
          .catch(failed('change what starts at login', 'notChanged'))
          .finally(show)
        break
      case 'open-logs':
        source.openLogs().catch(failed('open the logs', 'noLogs'))
        break
      case 'quit':
        source.quit()
    }
  }

  const sayNone = (reason: string): void =>
    say(`No tray icon: ${reason}. All of Inlay works without it, by \`inlay\` and its page.`)

  const child = startTrayChild({
    ...options,
    entry: options.entry ?? distFile('tray-process.js'),
    onAction: perform,
    onIcon: (isShown, reason) => {
      if (!isShown && hasPlace) sayNone(reason)
      hasPlace = isShown
    },
    onUnavailable: (reason) => {
      if (hasPlace) sayNone(reason)
      hasPlace = false
    },
    onGivenUp: () => say('The tray icon ended again and again, and is left alone now.'),
  })

  const show = (): void => {
    timer = undefined
    const own = { startsAtLogin: source.startsAtLogin(), engine: source.engine() }
    child.show(viewOf({ ...source.desk.state(), ...own }, speech()))
  }
  const soon = (): void => {
    timer ??= setTimeout(show, SHOWS_EVERY).unref()
  }
  const stopChanges = source.desk.onChange(soon)
  const stopSettings = source.onSettings(soon)
  const stopNews = source.desk.onNews((news) => {
    const note = noteOf(news, speech())
    if (note !== undefined) child.notify(note)
  })
  show()

  return {
    get pid() {
      return child.pid
    },
    get hasPlace() {
      return hasPlace
    },
    close: async () => {
      clearTimeout(timer)
      stopChanges()
      stopNews()
      stopSettings()
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
