/** First run and bad days of the connection: what is missing, in words, and the button that helps. */
import type { LinkState, Notice, NoticeAction, Say } from '@inlay/shared/panel'
import { button } from './controls.ts'
import { el, replaceChildren, setAttribute, setText, show, typedIn } from './dom.ts'
import type { Panel } from './state.ts'

const HELP = ['install', 'update', 'help'] as const
const STEPS = [1, 2, 3] as const

/** Photoshop's clipboard is not asked for, and no browser stands between: these have no button here. */
const ABSENT: readonly NoticeAction[] = ['copy', 'window', 'allow']

export interface ConnectView {
  readonly root: HTMLElement
  update(state: Exclude<LinkState, { at: 'ready' }>): void
}

/** @param finding what the self-test found in the way, once it has run */
export const createConnectView = (
  say: Say,
  panel: Panel,
  finding: () => 'manifest' | undefined,
): ConnectView => {
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

  const actions = (list: readonly NoticeAction[]): HTMLElement => {
    const steps = el('div', { class: 'steps gone' })
    let helped: NoticeAction | undefined
    const act = (action: NoticeAction): void => {
      const help = HELP.find((one) => one === action)
      if (action === 'try') void panel.link.look()
      else if (action === 'pair') void panel.link.pair()
      else if (help !== undefined) {
        const isOpen = steps.classList.contains('gone') || helped !== help
        helped = help
        replaceChildren(
          steps,
          ...STEPS.map((step) =>
            el('sp-body', { size: 'S' }, `${step}. `, ...withCode(say(`help.${help}.${step}`))),
          ),
        )
        show(steps, isOpen)
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
      ),
      steps,
    )
  }

  const noticeTexts = ({ text, next }: Notice): string[] =>
    [text, next].flatMap((one) => (one === undefined ? [] : [say(one)]))

  return {
    root,
    update: (state) => {
      if (state.at === 'pairing') {
        if (shown !== 'pairing') replaceChildren(root, pairing.root)
        shown = 'pairing'
        pairing.update(state)
        return
      }
      const key = JSON.stringify([state, finding()])
      if (key === shown) return
      shown = key
      switch (state.at) {
        case 'looking':
        case 'opening':
          screen(say('link.looking'), [])
          break
        case 'missing': {
          const { notice } = state
          if (finding() === 'manifest') {
            screen(say('ps.manifest.title'), [say('ps.manifest.text')], actions(['try']))
          } else {
            const starts = notice.actions.some((one) => one === 'copy' || one === 'install')
            const command = starts
              ? [`${say('link.command.label')} \`${say('link.command')}\``]
              : []
            screen(say(notice.title), [...noticeTexts(notice), ...command], actions(notice.actions))
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
    .map((part, i) => (i % 2 === 1 ? el('span', { class: 'type' }, part) : part))
    .filter((part) => part !== '')
