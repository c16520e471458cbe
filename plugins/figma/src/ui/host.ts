/** The sandbox as the panel uses it: questions with answers, over messages. */
import { InlayError } from '@inlay/shared'
import type { Sentence } from '@inlay/shared/panel'
import {
  type Capture,
  parseToPanel,
  type Refusal,
  type Store,
  type ToHostInput,
  type ToPanel,
} from '../messages.ts'
import { createWire } from '../wire.ts'

export type Start = Extract<ToPanel, { type: 'start' }>
export type Selected = Pick<Start, 'selection' | 'placed'>
export type Applied = Extract<ToPanel, { type: 'applied' }>
export type Apply = Omit<Extract<ToHostInput, { type: 'apply' }>, 'type' | 'call'>

/** The sandbox does not do what was asked. */
export class HostRefusal extends Error {
  override readonly name = 'HostRefusal'
  readonly code: Refusal

  constructor(code: Refusal, detail?: string) {
    super(detail ?? code)
    this.code = code
  }

  /** For a result that cannot be placed, and most else. */
  get sentence(): Sentence {
    return { key: `host.${this.code}` }
  }

  /** For a picture that cannot be taken: there is no result yet. */
  get beforehand(): Sentence {
    const { code } = this
    return code === 'deleted' || code === 'changed'
      ? { key: `host.picture_${code}` }
      : this.sentence
  }
}

export interface Host {
  /** Tells the sandbox that the panel is there; what it says first. */
  readonly start: Promise<Start>
  onSelection(heard: (selected: Selected) => void): void
  /** A person asked for the window of a quick action. */
  onShown(heard: () => void): void
  /** @throws HostRefusal */
  capture(
    sourceId: string,
    mask: 'shapes' | 'mask-group' | 'none',
    options?: {
      readonly asExport?: boolean
      /** It is to be expanded. */
      readonly grows?: boolean
      /** Results that are not to be in the picture. */
      readonly without?: readonly string[]
    },
  ): Promise<Capture>
  /** @throws HostRefusal */
  apply(result: Apply): Promise<Applied>
  /** @throws HostRefusal */
  switchTo(nodeId: string, chosen: number): Promise<Applied>
  /** @throws HostRefusal */
  store(key: Store, value: unknown): Promise<void>
  tell(
    message: Extract<
      ToHostInput,
      { type: 'resize' | 'show' | 'notify' | 'reveal' | 'openUrl' | 'close' }
    >,
  ): void
}

export interface HostEnds {
  readonly post: (value: unknown) => void
  /** Calls `heard` with each value from the sandbox. */
  readonly listen: (heard: (value: unknown) => void) => void
}

type Answer = Extract<ToPanel, { call: number }>
type Question = Extract<ToHostInput, { call: number }>
/** A question without its number, whichever it is. */
type Unnumbered<T> = T extends unknown ? Omit<T, 'call'> : never

export const createHost = ({ post, listen }: HostEnds): Host => {
  let calls = 0
  let heardSelection = (_selected: Selected): void => {}
  let heardShown = (): void => {}
  let started = (_start: Start): void => {}
  const start = new Promise<Start>((resolve) => {
    started = resolve
  })
  const waiting = new Map<number, (answer: Answer) => void>()

  const hear = (value: unknown): void => {
    const message = parseToPanel(value)
    if (message.type === 'start') started(message)
    else if (message.type === 'selection') heardSelection(message)
    else if (message.type === 'shown') heardShown()
    else {
      waiting.get(message.call)?.(message)
      waiting.delete(message.call)
    }
  }

  const wire = createWire({ post, later: (goOn) => setTimeout(goOn, 0), onMessage: hear })
  listen((value) => wire.receive(value))

  const ask = async <Type extends Answer['type']>(
    question: Unnumbered<Question>,
    type: Type,
  ): Promise<Extract<Answer, { type: Type }>> => {
    const call = calls++
    const answered = new Promise<Answer>((resolve) => waiting.set(call, resolve))
    await wire.send({ ...question, call })
    const answer = await answered
    if (answer.type === 'refused') throw new HostRefusal(answer.code, answer.detail)
    if (!isOfType(answer, type)) throw new InlayError('envelope_invalid', `Not a ${type}.`)
    return answer
  }

  void wire.send({ type: 'ready' } satisfies ToHostInput)
  return {
    start,
    onSelection: (heard) => {
      heardSelection = heard
    },
    onShown: (heard) => {
      heardShown = heard
    },
    capture: async (sourceId, mask, { asExport = false, grows = false, without = [] } = {}) => {
      const type = 'capture' as const
      const question = { type, sourceId, mask, asExport, grows, without: [...without] }
      return (await ask(question, 'captured')).capture
    },
    apply: (result) => ask({ type: 'apply', ...result }, 'applied'),
    switchTo: (nodeId, chosen) => ask({ type: 'switch', nodeId, chosen }, 'applied'),
    store: async (key, value) => {
      // Through JSON: `undefined` fields do not cross every border alike.
      await ask({ type: 'store', key, value: JSON.parse(JSON.stringify(value)) }, 'stored')
    },
    tell: (message) => void wire.send(message),
  }
}

const isOfType = <Type extends Answer['type']>(
  answer: Answer,
  type: Type,
): answer is Extract<Answer, { type: Type }> => answer.type === type
