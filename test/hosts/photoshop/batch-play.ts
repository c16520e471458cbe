/**
 * `action.batchPlay`: the descriptors that are known to work, and no other. What Photoshop refuses
 * resolves with an error object; what is not on the list is a fault of the plugin's tests.
 */
import { changeLayer, freshId, type PixelDocument } from './document.ts'
import type { Gate } from './gate.ts'

export interface Descriptor {
  readonly _obj: string
  readonly [key: string]: unknown
}

const failed = (message: string, result: number): Descriptor => ({ _obj: 'error', message, result })

/** Same words, whatever the order of their keys. */
const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${key}:${canonical(one)}`).join()}}`
}

const numberIn = (value: unknown, index: number, key: string): number => {
  const entry: unknown = Array.isArray(value) ? value[index] : undefined
  const number: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : 0
  return typeof number === 'number' ? number : -1
}

export const createBatchPlay =
  (
    gate: Gate,
    documentOf: (id: number | undefined) => PixelDocument,
  ): ((commands: Descriptor[], options: object) => Promise<Descriptor[]>) =>
  async (commands, options) => {
    const answers: Descriptor[] = []
    for (const command of commands) {
      await gate.enter(`batchPlay ${command._obj}`)
      if (!same(Reflect.get(options, 'dialogOptions') ?? 'dontDisplay', 'dontDisplay')) {
        gate.offend('a descriptor that may show a dialog')
      }
      const answer = play(command, gate, documentOf)
      answers.push(answer)
      if (answer._obj === 'error') break
    }
    return answers
  }

const play = (
  command: Descriptor,
  gate: Gate,
  documentOf: (id: number | undefined) => PixelDocument,
): Descriptor => {
  const target = command._target
  // get layer, for .artboard.artboardRect
  const layerId = numberIn(target, 0, '_id')
  const documentId = numberIn(target, 1, '_id')
  const byIds = [
    { _ref: 'layer', _id: layerId },
    { _ref: 'document', _id: documentId },
  ]
  if (same(command, { _obj: 'get', _target: byIds })) {
    const layer = documentOf(documentId).find(layerId)
    if (layer === null) return failed('The object “layer” is not currently available.', -25922)
    const { id, name, artboard } = layer
    const rectangle = artboard === null ? {} : { artboard: { artboardRect: { ...artboard } } }
    return { _obj: 'layer', layerID: id, name, artboardEnabled: artboard !== null, ...rectangle }
  }
  // Convert to Smart Object: the active layers of the document in front.
  if (same(command, { _obj: 'newPlacedLayer' })) {
    const document = documentOf(undefined)
    const [id, ...more] = document.state.activeIds
    const layer = id === undefined ? null : document.find(id)
    if (layer === null || layer.isBackground || more.length > 0) {
      return failed('The command “Convert to Smart Object” is not currently available.', -25920)
    }
    if (layer.mask !== null) gate.offend('a mask that goes into the Smart Object')
    // Another layer, as far as its id goes.
    const made = { ...layer, id: freshId(), kind: 'smartObject' as const }
    const layers = changeLayer(document.state.layers, layer.id, () => made)
    const state = { ...document.state, layers, activeIds: [made.id] }
    document.commit('Convert to Smart Object', state)
    return { _obj: 'newPlacedLayer' }
  }
  return gate.offend(`the descriptor ${canonical(command)}, which is not on the list`)
}
