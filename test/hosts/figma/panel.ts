/** A panel without a window: speaks the plugin's messages with a host, as a person at it would. */
import {
  type Capture,
  parseToPanel,
  type ToHostInput,
  type ToPanel,
} from '../../../plugins/figma/src/messages.ts'
import { createWire } from '../../../plugins/figma/src/wire.ts'
import { createFigmaHost, type FigmaHost, type FigmaHostOptions } from './host.ts'

type Of<Type extends ToPanel['type']> = Extract<ToPanel, { type: Type }>
/** Each member of the union without what this file fills in. */
type WithoutCall<Message> = Message extends { call: number } ? Omit<Message, 'call'> : never
type Asked = WithoutCall<ToHostInput>
type Answer = Of<'captured'> | Of<'applied'> | Of<'stored'> | Of<'refused'>

export interface Panel {
  readonly host: FigmaHost
  /** Everything that came, in order. */
  readonly heard: readonly ToPanel[]
  say(message: ToHostInput): Promise<void>
  /** The next message of this type, from now on. */
  next<Type extends ToPanel['type']>(type: Type): Promise<Of<Type>>
  /** Asks, and waits for the answer to that call. */
  ask(message: Asked): Promise<Answer>
  /** What `capture` gives; throws the refusal's code. */
  capture(
    sourceId: string,
    mask?: 'shapes' | 'mask-group' | 'none',
    more?: { readonly asExport?: boolean; readonly grows?: boolean },
  ): Promise<Capture>
  /** Selects, and waits for what the panel is told of it. */
  select(ids: readonly string[]): Promise<Of<'selection'>>
  start(command?: string, parameters?: Readonly<Record<string, string>>): Promise<Of<'start'>>
}

export const createPanel = async (options: FigmaHostOptions): Promise<Panel> => {
  const host = await createFigmaHost(options)
  const heard: ToPanel[] = []
  const waiting = new Set<{ fits(message: ToPanel): boolean; take(message: ToPanel): void }>()
  let nextCall = 0

  const wire = createWire({
    post: (value) => host.fromUi(value),
    later: (goOn) => setTimeout(goOn, 0),
    onMessage: (value) => {
      const message = parseToPanel(value)
      heard.push(message)
      for (const one of waiting) {
        if (!one.fits(message)) continue
        waiting.delete(one)
        one.take(message)
      }
    },
  })
  let received = 0
  host.onToUi((value, number) => {
    received = number
    wire.receive(value)
  })

  const wait = <Message extends ToPanel>(
    fits: (message: ToPanel) => message is Message,
  ): Promise<Message> =>
    new Promise((resolve) => {
      waiting.add({
        fits,
        take: (message) => {
          if (fits(message)) resolve(message)
        },
      })
    })

  const next = <Type extends ToPanel['type']>(type: Type): Promise<Of<Type>> =>
    wait((message): message is Of<Type> => message.type === type)

  const say = (message: ToHostInput): Promise<void> => wire.send(message)

  const ask = async (message: Asked): Promise<Answer> => {
    const call = nextCall++
    const answer = wait((one): one is Answer => 'call' in one && one.call === call)
    await say({ ...message, call })
    return answer
  }

  return {
    host,
    heard,
    say,
    next,
    ask,
    capture: async (sourceId, mask = 'none', more = {}) => {
      const answer = await ask({ type: 'capture', sourceId, mask, ...more })
      if (answer.type === 'captured') return answer.capture
      throw new Error(answer.type === 'refused' ? `${answer.code} ${answer.detail}` : answer.type)
    },
    select: async (ids) => {
      host.select(ids)
      // What is on its way is of an earlier selection.
      const before = host.posted()
      return wait(
        (message): message is Of<'selection'> => message.type === 'selection' && received > before,
      )
    },
    start: async (command = 'open', parameters) => {
      host.run(command, parameters)
      const started = next('start')
      await say({ type: 'ready' })
      return started
    },
  }
}
