/** First run and bad days of the connection: what is missing, in words, and the button that helps. */
import type { LinkState, Notice, NoticeAction, Say } from '@inlay/shared/panel'
import type { SelfTest } from '../transport.ts'
import { button } from './controls.ts'
import { el, replaceChildren, setAttribute, setText, show, typedIn } from './dom.ts'
import type { Panel } from './state.ts'

const HELP = ['install', 'update', 'help'] as const
const STEPS = [1, 2, 3] as const

/** Photoshop's clipboard is not asked for, and no browser stands between: these have no button here. */
const ABSENT: readonly NoticeAction[] = ['copy', 'window', 'allow']

export interface ConnectView {
  readonly root: HTMLElement
  /** @param way what was tried to reach the companion */
  update(state: Exclude<LinkState, { at: 'ready' }>, way: SelfTest | undefined): void
}

export const createConnectView = (say: Say, panel: Panel): ConnectView => {
  const root = el('div', { class: 'screen' })
  const pairing = createPairing(say, panel)
  let shown = ''

  const screen = (title: string, texts: readonly string[], ...more: HTMLElement[]): void => {
    replaceChildren(
      root,
      el('div', { class: 'mark' }, el('div', { class: 'mark-tile' })),
      el(
        'div',
        { role: 'status' },
        el('sp-heading', { size: 'XS', class: 'title' }, title),
        ...texts.map((text) => el('sp-body', { size: 'S', class: 'text' }, ...withCode(text))),
      ),
      ...more,
    )
  }

  const actions = (list: readonly NoticeAction[], way?: SelfTest): HTMLElement => {
    const steps = el('div', { class: 'steps gone' })
    let helped: string | undefined
    const unfold = (what: string, lines: readonly HTMLElement[]): void => {
      const isOpen = steps.classList.contains('gone') || helped !== what
      helped = what
      replaceChildren(steps, ...lines)
      show(steps, isOpen)
    }
    const act = (action: NoticeAction): void => {
      const help = HELP.find((one) => one === action)
      if (action === 'try') void panel.link.look()
      else if (action === 'pair') void panel.link.pair()
      else if (help !== undefined) {
        unfold(
          help,
          STEPS.map((step) =>
            el('sp-body', { size: 'S' }, `${step}. `, ...withCode(say(`help.${help}.${step}`))),
          ),
        )
      }
    }
    const offered = list.filter((action) => !ABSENT.includes(action))
    return el(
      'div',
      {},
      el(
        'div',
        { class: 'buttons' },
        ...offered.map((action, i) =>
          button(say(`button.${action}`), () => act(action), i === 0 ? 'cta' : 'secondary'),
        ),
        way === undefined ? null : button(say('ps.way'), () => unfold('way', tried(say, way))),
      ),
      steps,
    )
  }

  const noticeTexts = ({ text, next }: Notice): string[] =>
    [text, next].flatMap((one) => (one === undefined ? [] : [say(one)]))

  return {
    root,
    update: (state, way) => {
      if (state.at === 'pairing') {
        if (shown !== 'pairing') replaceChildren(root, pairing.root)
        shown = 'pairing'
        pairing.update(state)
        return
      }
      const key = JSON.stringify([state, way])
      if (key === shown) return
      shown = key
      switch (state.at) {
        case 'looking':
        case 'opening':
          screen(say('link.looking'), [])
          break
        case 'missing': {
          const { notice } = state
          if (way?.outcome === 'manifest') {
            screen(say('ps.manifest.title'), [say('ps.manifest.text')], actions(['try'], way))
          } else {
            const starts = notice.actions.some((one) => one === 'copy' || one === 'install')
            const command = starts
              ? [`${say('link.command.label')} \`${say('link.command')}\``]
              : []
            screen(
              say(notice.title),
              [...noticeTexts(notice), ...command],
              actions(notice.actions, way),
            )
          }
          break
        }
        case 'unpaired': {
          const isAgain = state.wasPaired
          screen(
            say(isAgain ? 'pair.revoked.title' : 'pair.title'),
            [say(isAgain ? 'pair.revoked.text' : 'pair.text')],
            actions(['pair']),
          )
        }
      }
    },
  }
}

const VERDICTS = {
  answers: 'ps.way.answers',
  'through socket': 'ps.way.socket',
  denied: 'ps.way.denied',
  fails: 'ps.way.fails',
} as const

/** A line for each address, and what tells a companion that is not there from one out of reach. */
const tried = (say: Say, { findings, outcome, look }: SelfTest): HTMLElement[] => [
  ...findings.map(({ address, verdict }) =>
    el(
      'div',
      { class: 'tried' },
      el('sp-body', { size: 'S', class: 'soft' }, address.replace('http://', '')),
      el('sp-body', { size: 'S' }, say(VERDICTS[verdict])),
    ),
  ),
  ...(outcome === 'nobody'
    ? [el('sp-body', { size: 'S', class: 'text' }, ...withCode(say('ps.way.look', { look })))]
    : []),
]

type PairingState = Extract<LinkState, { at: 'pairing' }>

const createPairing = (say: Say, panel: Panel) => {
  const title = el('sp-heading', { size: 'XS', class: 'title' }, say('pair.code.title'))
  const text = el('sp-body', { size: 'S', class: 'text' }, ...withCode(say('pair.code.text')))
  const problem = el('sp-body', { size: 'S', class: 'problem', role: 'alert' })
  const field = el('sp-textfield', {
    class: 'code',
    'aria-label': say('pair.code.label'),
    placeholder: '000000',
    on: {
      input: () => {
        const digits = typedIn(field).replace(/\D/g, '')
        if (digits.length === 6) void panel.link.type(digits)
      },
    },
  })
  const again = button(say('button.new_code'), () => void panel.link.pair(), 'cta')
  const back = button(say('button.back'), () => panel.link.leave())
  const status = el('sp-body', { size: 'S', class: 'soft', role: 'status' })
  const root = el(
    'div',
    { class: 'pairing' },
    title,
    text,
    field,
    problem,
    status,
    el('div', { class: 'buttons' }, again, back),
  )
  let step = ''
  return {
    root,
    update: (state: PairingState): void => {
      const isOpen = state.step === 'code'
      show(field, state.step !== 'over')
      setAttribute(field, 'disabled', !isOpen)
      show(again, state.step === 'over')
      const words = { asking: say('pair.asking'), checking: say('pair.checking') }
      setText(status, state.step === 'asking' || state.step === 'checking' ? words[state.step] : '')
      setText(problem, problemOf(say, state))
      const key = `${state.step} ${state.until} ${state.problem?.code ?? ''}`
      if (key !== step && isOpen) {
        Reflect.set(field, 'value', '')
        field.focus()
      }
      step = key
    },
  }
}

const problemOf = (say: Say, { problem }: PairingState): string => {
  switch (problem?.code) {
    case undefined:
      return ''
    case 'pairing_code_wrong':
      return say('pair.wrong')
    case 'pairing_over':
      return say('pair.over')
    case 'pairing_busy':
      return say('pair.busy')
    default:
      return say({ error: problem?.code ?? 'internal', part: 'message' })
  }
}

/** Text in which `this` is what one types. */
export const withCode = (text: string): (HTMLElement | string)[] =>
  text
    .split('`')
    .flatMap((part, i): (HTMLElement | string)[] =>
      i % 2 === 1 ? pieces(part).map((piece) => el('span', { class: 'type' }, piece)) : [part],
    )
    .filter((part) => part !== '')

/** A narrow panel has no room for "http://localhost:43117/v1/health" in one line. */
const pieces = (code: string): string[] => code.split(/(?<=:\d+)(?=\/)/)
