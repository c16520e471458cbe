/** Nets that know one thing: the subject. One pass; points and boxes choose among what it found. */
import { expected, InlayError, type PixelImage } from '@inlay/shared'
import type { Net } from '../../../inference/inference.ts'
import type { Tensor } from '../../../inference/tensors.ts'
import type { SubjectContract } from '../../../models/segment-contract.ts'
import { orCancelled } from '../../../system/or-cancelled.ts'
import { infoOf, numbersOf, packPicture } from '../../neural/pack.ts'
import type { Plane } from '../../neural/planes.ts'
import { bestSize } from '../../neural/window.ts'
import { scalePrompt } from '../graph-cut/segmenter.ts'
import { keepPieces } from '../graph-cut/tidy.ts'
import type { Prompt, Segmenter } from '../prompt.ts'
import { cutPicture, fitPicture } from './fit.ts'

export interface OnePassModel<Contract> {
  readonly id: string
  readonly contract: Contract
  /** @throws InlayError model_missing | model_damaged | engine_unavailable | out_of_memory | engine_failed */
  open(): Promise<Net>
  close(): Promise<void>
}

export const createSubjectNet = (model: OnePassModel<SubjectContract>): Segmenter => ({
  id: model.id,
  look: async (image, signal) => {
    const { contract } = model
    const net = await orCancelled(signal, model.open())
    const { width, height } = bestSize(contract.size)
    const { planes, placement, blank } = fitPicture(image, contract.fit, width, height)
    infoOf(net.outputs, contract.output)
    const feeds = packPicture(contract.image, net.inputs, planes, blank)
    const answer = (await net.run(feeds, [contract.output], signal))[contract.output]
    if (answer === undefined) throw new InlayError('engine_failed', 'The net gave no mask.')
    const map = activate(planeOf(answer, contract.output), contract.activation)
    const plane = cutPicture(map, placement, Math.max(map.width, map.height))
    return {
      bytes: plane.data.byteLength,
      select: async (prompt) => ({
        plane: restrict(plane, image, prompt),
        notes: await net.takeNotes(),
      }),
    }
  },
  dispose: () => model.close(),
})

/** @throws InlayError contract_mismatch when it is not one map */
const planeOf = (answer: Tensor, name: string): Plane => {
  const { shape } = answer
  const [height, width] = [shape.at(-2), shape.at(-1)]
  const values = numbersOf(answer)
  if (height === undefined || width === undefined || values.length !== width * height) {
    throw new InlayError(
      'contract_mismatch',
      expected('[1, 1, height, width]', name, shape.join('x')),
    )
  }
  return { width, height, data: values }
}

const activate = (plane: Plane, activation: SubjectContract['activation']): Plane => {
  const { data } = plane
  if (activation === 'sigmoid') return { ...plane, data: data.map((v) => 1 / (1 + Math.exp(-v))) }
  if (activation === 'none') return { ...plane, data: data.map((v) => Math.min(1, Math.max(0, v))) }
  let low = Infinity
  let high = -Infinity
  for (const value of data) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return { ...plane, data: data.map((value) => (value - low) / Math.max(1e-6, high - low)) }
}

/** Only the pieces that were clicked, and nothing outside the box. @throws InlayError nothing_found */
const restrict = (plane: Plane, image: PixelImage, prompt: Prompt): Plane => {
  const { width, height } = plane
  const scaled = scalePrompt(prompt, width / image.width, height / image.height)
  const { box } = scaled
  const inside = new Uint8Array(width * height)
  for (let i = 0; i < inside.length; i++) {
    const x = (i % width) + 0.5
    const y = Math.floor(i / width) + 0.5
    const isBoxed =
      box === undefined ||
      (x >= box.left && y >= box.top && x < box.left + box.width && y < box.top + box.height)
    inside[i] = isBoxed && plane.data[i]! > 0.5 ? 1 : 0
  }
  const kept = keepPieces(inside, scaled, width, height)
  if (!kept.includes(1)) throw new InlayError('nothing_found')
  // What is faint belongs to the subject's own soft edge only when the whole subject is wanted.
  const data = plane.data.map((value, i) => (prompt.subject || kept[i] === 1 ? value : 0))
  return { width, height, data }
}
