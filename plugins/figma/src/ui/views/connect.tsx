/** First run and bad days of the connection: what is missing, in words, and the button that helps. */
import type { LinkState, Notice, NoticeAction, Say } from '@inlay/shared/panel'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Panel } from '../panel/state.ts'

/** What opens a list of steps instead of doing something. */
const HELP = ['install', 'update', 'allow', 'help'] as const
type Help = (typeof HELP)[number]

const STEPS = [1, 2, 3] as const

export const Connect = ({
  say,
  panel,
  state,
}: {
  readonly say: Say
  readonly panel: Panel
  readonly state: Exclude<LinkState, { at: 'ready' }>
}) => {
  switch (state.at) {
    case 'looking':
      return (
        <Screen title={say('link.looking')} text={say('link.looking.hint')} isBusy mark="looking" />
      )
    case 'opening':
      return (
        <Screen title={say('link.opening')} isBusy mark="looking">
          <div class="buttons">
            <button type="button" class="button" onClick={() => panel.link.leave()}>
              {say('button.cancel')}
            </button>
          </div>
        </Screen>
      )
    case 'missing':
      return (
        <Screen
          title={say(state.notice.title)}
          text={state.notice.text && say(state.notice.text)}
          next={state.notice.next && say(state.notice.next)}
          mark={state.notice.tone}
        >
          <StartCommand say={say} notice={state.notice} />
          <NoticeButtons say={say} panel={panel} actions={state.notice.actions} />
        </Screen>
      )
    case 'unpaired': {
      const key = state.wasPaired ? 'pair.revoked' : 'pair'
      return (
        <Screen
          title={say(state.wasPaired ? 'pair.revoked.title' : 'pair.title')}
          text={say(`${key}.text`)}
          mark="info"
        >
          <NoticeButtons say={say} panel={panel} actions={['pair']} />
        </Screen>
      )
    }
    case 'pairing':
      return <Pairing say={say} panel={panel} state={state} />
  }
}

/** Where starting it helps. */
export const StartCommand = ({
  say,
  notice: { actions },
}: {
  readonly say: Say
  readonly notice: Notice
}) =>
  actions.includes('copy') || actions.includes('install') ? (
    <p class="command">
      {say('link.command.label')} <code>{say('link.command')}</code>
    </p>
  ) : null

const Screen = ({
  title,
  text,
  next,
  mark,
  isBusy = false,
  children,
}: {
  readonly title: string
  readonly text?: string | undefined
  readonly next?: string | undefined
  readonly mark: 'info' | 'warning' | 'looking'
  readonly isBusy?: boolean
  readonly children?: preact.ComponentChildren
}) => (
  <main class="screen" aria-busy={isBusy}>
    <Mark kind={mark} />
    <div role="status">
      <h1>{title}</h1>
      {text !== undefined && (
        <p>
          <Code text={text} />
        </p>
      )}
      {next !== undefined && (
        <p>
          <Code text={next} />
        </p>
      )}
    </div>
    {children}
  </main>
)

/** The product's own sign: a picture with a piece set in. */
const Mark = ({ kind }: { readonly kind: 'info' | 'warning' | 'looking' }) => (
  <svg class={`mark ${kind}`} width="48" height="48" viewBox="0 0 48 48" aria-hidden="true">
    <rect x="5" y="9" width="38" height="30" rx="5" class="mark-frame" />
    <path d="m9 34 9-10 6 6 5-5 10 9" class="mark-frame" />
    <rect x="25" y="14" width="12" height="12" rx="2.5" class="mark-piece" />
  </svg>
)

export const NoticeButtons = ({
  say,
  panel,
  actions,
  onAgain,
}: {
  readonly say: Say
  readonly panel: Panel
  readonly actions: readonly NoticeAction[]
  readonly onAgain?: () => void
}) => {
  const [isCopied, setCopied] = useState(false)
  const [help, setHelp] = useState<Help | null>(null)
  const act = (action: NoticeAction): void => {
    const asked = HELP.find((one) => one === action)
    if (asked !== undefined) setHelp(help === asked ? null : asked)
    else if (action === 'try') void panel.link.look()
    else if (action === 'pair') void panel.link.pair()
    else if (action === 'window') void panel.link.openWindow()
    else if (action === 'again') onAgain?.()
    else if (action === 'copy') setCopied(copyText(say('link.command')))
  }
  return (
    <>
      <div class="buttons">
        {actions.map((action, i) => (
          <button
            key={action}
            type="button"
            class={i === 0 ? 'button primary' : 'button'}
            aria-expanded={HELP.some((one) => one === action) ? help === action : undefined}
            onClick={() => act(action)}
          >
            {say(action === 'copy' && isCopied ? 'button.copied' : `button.${action}`)}
          </button>
        ))}
      </div>
      {help !== null && (
        <ol class="steps">
          {STEPS.map((step) => (
            <li key={step}>
              <Code text={say(`help.${help}.${step}`)} />
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

/** Text in which `this` is what one types. */
const Code = ({ text }: { readonly text: string }) => (
  <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={part}>{part}</code> : part))}</>
)

/** The clipboard's own interface is closed to frames like ours (facts/hosts.md 1.3). */
const copyText = (text: string): boolean => {
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  return isCopied
}

type PairingState = Extract<LinkState, { at: 'pairing' }>

const Pairing = ({
  say,
  panel,
  state,
}: {
  readonly say: Say
  readonly panel: Panel
  readonly state: PairingState
}) => {
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const { step, problem } = state
  const isOpen = step === 'code'
  useEffect(() => {
    if (!isOpen) return
    setCode('')
    field.current?.focus()
  }, [isOpen, problem])

  const type = (text: string): void => {
    const digits = text.replace(/\D/g, '').slice(0, 6)
    setCode(digits)
    if (digits.length === 6) void panel.link.type(digits)
  }
  if (step === 'asking') {
    return <Screen title={say('pair.asking')} isBusy mark="looking" />
  }
  if (step === 'over') {
    const isBusy = problem?.code === 'pairing_busy'
    const isOver = problem === undefined || problem.code === 'pairing_over'
    const reason = isOver ? say('pair.over') : say({ error: problem.code, part: 'message' })
    return (
      <Screen
        title={say('pair.code.title')}
        text={isBusy ? say('pair.busy') : reason}
        mark="warning"
      >
        <div class="buttons">
          <button type="button" class="button primary" onClick={() => void panel.link.pair()}>
            {say('button.new_code')}
          </button>
          <button type="button" class="button" onClick={() => panel.link.leave()}>
            {say('button.back')}
          </button>
        </div>
      </Screen>
    )
  }
  return (
    <Screen title={say('pair.code.title')} text={say('pair.code.text')} mark="info">
      <div class="code">
        <input
          ref={field}
          aria-label={say('pair.code.label')}
          aria-invalid={problem !== undefined}
          aria-describedby="code-said"
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={9}
          value={code}
          disabled={!isOpen}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <div class="digits" aria-hidden="true">
          {Array.from({ length: 6 }, (_, i) => (
            <span key={`digit-${i + 1}`} class={i === code.length && isOpen ? 'next' : ''}>
              {code[i] ?? ''}
            </span>
          ))}
        </div>
      </div>
      <p id="code-said" role="status" class={problem === undefined ? 'soft' : 'wrong'}>
        {isOpen ? (
          problem === undefined ? (
            <TimeLeft say={say} until={state.until} />
          ) : (
            say('pair.wrong')
          )
        ) : (
          say('pair.checking')
        )}
      </p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => panel.link.leave()}>
          {say('button.cancel')}
        </button>
      </div>
    </Screen>
  )
}

const TimeLeft = ({ say, until }: { readonly say: Say; readonly until: number }) => {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const left = Math.max(0, Math.ceil((until - now) / 1000))
  const seconds = String(left % 60).padStart(2, '0')
  return (
    <span aria-live="off">{say('pair.left', { minutes: Math.floor(left / 60), seconds })}</span>
  )
}
