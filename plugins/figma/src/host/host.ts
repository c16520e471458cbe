/** The sandbox's end of the plugin: answers the panel and tells it what is selected. */
import type { NotificationHandler, PluginAPI } from '@figma/plugin-typings/plugin-api-standalone'
import type { Language } from '@inlay/shared'
import { languageKept } from '../language.ts'
import { type Command, parseToHost, type ToHost, type ToPanel } from '../messages.ts'
import { createWire } from '../wire.ts'
import { capture } from './capture.ts'
import { canEdit, documentIdOf } from './document-id.ts'
import { sweepTemporary } from './export.ts'
import { isSceneNode, isShown } from './nodes.ts'
import { applyResult } from './place.ts'
import { placedSelection, switchVariation } from './placed.ts'
import { Refused, wordsOf } from './refuse.ts'
import { createLoans, type Scope } from './scope.ts'
import { describeSelection, type Found, readSelection } from './selection.ts'
import { createPace, inSlices } from './slices.ts'
import { readStored, store } from './storage.ts'
import { SANDBOX_WORDS } from './words.ts'

export interface Run {
  readonly command: Command
  /** True while the window is hidden. */
  readonly quick: boolean
  readonly parameters: Readonly<Record<string, string>>
}

export interface Host {
  /** A value from the panel's window. */
  receive(value: unknown): void
  /** The selection is another one. */
  selectionChanged(): void
  /** The plugin ends now: nothing but this runs any more. */
  close(): void
}

/** The selection is read this much after its last change: dragging changes it all the time. */
const SETTLE = 80

export const createHost = (
  figma: PluginAPI,
  run: Run,
  setTimeout: (callback: () => void, delay: number) => unknown,
): Host => {
  const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
  let language: Language = 'en'
  const scope: Scope = {
    figma,
    pace: createPace(breathe),
    loans: createLoans(),
    words: () => SANDBOX_WORDS[language],
  }
  const { pace, loans } = scope
  const wire = createWire({
    post: (value) => figma.ui.postMessage(value),
    later: (goOn) => setTimeout(goOn, 0),
    onMessage: (message) => handle(message),
  })
  const say = (message: ToPanel): Promise<void> => wire.send(message)

  /** Ids of the shapes over each picture of this session: a queue outlives its selection. */
  const known = new Map<string, readonly string[]>()
  let changes = 0
  /** The notice of a quick action that is at work. */
  let notice: NotificationHandler | undefined
  /** Captures and placings take turns: each may change the document for a moment. */
  let turn: Promise<void> = Promise.resolve()

  const look = async () => {
    const reading = await readSelection(scope)
    for (const { node, shapeIds } of reading.found) known.set(node.id, shapeIds)
    const selection = await describeSelection(scope, reading)
    const placed = placedSelection(figma)
    return placed === undefined ? { selection } : { selection, placed }
  }

  const findAgain = async (sourceId: string): Promise<Found> => {
    const node = await figma.getNodeByIdAsync(sourceId)
    if (node === null || node.removed || !isSceneNode(node)) throw new Refused('deleted')
    const there = await inSlices(
      known.get(sourceId) ?? [],
      async (id) => {
        const shape = await figma.getNodeByIdAsync(id)
        // Hidden since they were selected: they have done what they were drawn for.
        return shape !== null && isSceneNode(shape) && !shape.removed && isShown(shape)
          ? [{ shape, id }]
          : []
      },
      pace,
    )
    const found = there.flat()
    return { node, shapes: found.map(({ shape }) => shape), shapeIds: found.map(({ id }) => id) }
  }

  const start = async (): Promise<void> => {
    const { command, quick, parameters } = run
    const stored = await readStored(figma)
    language = languageKept(stored.language)
    await say({
      type: 'start',
      command,
      quick,
      parameters: { ...parameters },
      stored,
      documentId: documentIdOf(figma),
      canEdit: canEdit(figma),
      profile: figma.root.documentColorProfile === 'DISPLAY_P3' ? 'display-p3' : 'srgb',
      ...(await look()),
    })
  }

  const inTurn = async <T>(doIt: () => Promise<T>): Promise<T> => {
    const done = turn.then(doIt)
    turn = done.then(
      () => undefined,
      () => undefined,
    )
    return done
  }

  const answer = async (message: ToHost): Promise<void> => {
    switch (message.type) {
      case 'ready':
        return start()
      case 'capture': {
        const { call, sourceId } = message
        const taken = await inTurn(async () => {
          if (canEdit(figma)) sweepTemporary(figma)
          try {
            return await capture(scope, await findAgain(sourceId), message)
          } catch (cause) {
            // Deleted on the way, what Figma says of it is anything.
            const node = await figma.getNodeByIdAsync(sourceId)
            if (node === null || node.removed) throw new Refused('deleted', undefined, { cause })
            throw cause
          }
        })
        return say({ type: 'captured', call, capture: taken })
      }
      case 'apply': {
        const applied = await inTurn(() => applyResult(scope, message))
        // What is selected is still so, but there is a result over it now.
        selectionChanged()
        return say({ type: 'applied', call: message.call, ...applied })
      }
      case 'switch': {
        const { call, nodeId, chosen } = message
        const applied = await inTurn(() => switchVariation(scope, nodeId, chosen))
        selectionChanged()
        return say({ type: 'applied', call, ...applied })
      }
      case 'store':
        if (message.key === 'language') language = languageKept(message.value)
        await store(figma, message.key, message.value)
        return say({ type: 'stored', call: message.call })
      case 'resize':
        // Figma's own least size (docs, ui.resize).
        return figma.ui.resize(Math.max(70, message.width), message.height)
      case 'show':
        return show()
      case 'notify':
        return notify(message)
      case 'reveal':
        return reveal(figma, message.nodeId)
      case 'openUrl':
        return figma.openExternal(message.url)
      case 'close':
        return figma.closePlugin(message.text)
    }
  }

  const show = (): void => {
    notice?.cancel()
    notice = undefined
    figma.ui.show()
  }

  const notify = ({ text, error, show: label }: Extract<ToHost, { type: 'notify' }>): void => {
    notice?.cancel()
    notice = undefined
    if (label === undefined) {
      figma.notify(text, { error })
      return
    }
    const action = (): void => {
      show()
      void say({ type: 'shown' })
    }
    const button = { text: label, action }
    notice = figma.notify(text, { error, timeout: Number.POSITIVE_INFINITY, button })
  }

  const selectionChanged = (): void => {
    changes += 1
    const change = changes
    setTimeout(async () => {
      if (change !== changes) return
      const seen = await look()
      // A later change has been read meanwhile, or will be.
      if (change === changes) await say({ type: 'selection', ...seen })
    }, SETTLE)
  }

  const handle = (value: unknown): void => {
    const message = parseToHost(value)
    answer(message).catch((error: unknown) => {
      // What nobody waits for has nobody to tell it to but the person.
      if (!('call' in message)) {
        figma.notify(scope.words().failed(wordsOf(error)), { error: true })
        return
      }
      const { call } = message
      const refused = error instanceof Refused ? error : null
      const code = refused?.code ?? (message.type === 'capture' ? 'unreadable' : 'not_placed')
      const detail = refused === null ? wordsOf(error) : refused.detail
      void say({ type: 'refused', call, code, ...(detail === undefined ? {} : { detail }) })
    })
  }

  return {
    receive: (value) => wire.receive(value),
    selectionChanged,
    close: loans.giveBackAll,
  }
}

const reveal = async (figma: PluginAPI, nodeId: string): Promise<void> => {
  const node = await figma.getNodeByIdAsync(nodeId)
  if (node === null || node.removed || !isSceneNode(node)) return
  let page = node.parent
  while (page !== null && page.type !== 'PAGE') page = page.parent
  if (page !== null && page.id !== figma.currentPage.id) await figma.setCurrentPageAsync(page)
  figma.currentPage.selection = [node]
  figma.viewport.scrollAndZoomIntoView([node])
}
