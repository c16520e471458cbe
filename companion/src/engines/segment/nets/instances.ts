/** Nets that find every instance of what they were taught, with its mask: prompts choose among them. */
import { expected, InlayError, type PixelImage } from '@inlay/shared'
import type { Tensor } from '../../../inference/tensors.ts'
import type { InstancesContract } from '../../../models/segment-contract.ts'
import { orCancelled } from '../../../system/or-cancelled.ts'
import { infoOf, numbersOf, packPicture } from '../../neural/pack.ts'
import type { Plane } from '../../neural/planes.ts'
import type { Prompt, Segmenter } from '../prompt.ts'
import { boxAgreement, valueAt } from './agree.ts'
import { cutPicture, fitPicture, type Placement } from './fit.ts'
import type { OnePassModel } from './subject.ts'

/** One thing found. */
export interface Instance {
  readonly score: number
  /** Place of the class in the net's own list. */
  readonly kind: number
  readonly mask: Plane
}

export const createInstancesNet = (model: OnePassModel<InstancesContract>): Segmenter => ({
  id: model.id,
  look: async (image, signal) => {
    const { contract } = model
    const net = await orCancelled(signal, model.open())
    const { planes, placement, blank } = fitPicture(
      image,
      contract.fit,
      contract.side,
      contract.side,
    )
    const wanted = [contract.predictions, contract.prototypes]
    for (const output of wanted) infoOf(net.outputs, output)
    const answer = await net.run(
      packPicture(contract.image, net.inputs, planes, blank),
      wanted,
      signal,
    )
    const [predictions, prototypes] = wanted.map((name) => answer[name])
    if (predictions === undefined || prototypes === undefined) {
      throw new InlayError('engine_failed', 'The net gave no masks.')
    }
    const found = instancesOf(predictions, prototypes, contract, placement)
    return {
      bytes: found.reduce((sum, { mask }) => sum + mask.data.byteLength, 0),
      select: async (prompt) => ({ ...choose(found, image, prompt), notes: await net.takeNotes() }),
    }
  },
  dispose: () => model.close(),
})

interface Detection {
  readonly score: number
  readonly kind: number
  /** Left, top, right, bottom in pixels of the square. */
  readonly corners: readonly [number, number, number, number]
  readonly anchor: number
}

/** Most instances kept, best first. */
const MOST = 50

/**
 * Best score of each anchor's classes, overlapping boxes of one class thinned out (non-maximum
 * suppression), masks as the prototypes' sum weighted by the anchor's coefficients, inside its box.
 * @throws InlayError contract_mismatch
 */
const instancesOf = (
  predictions: Tensor,
  prototypes: Tensor,
  contract: InstancesContract,
  placement: Placement,
): Instance[] => {
  const [, rows = 0, anchors = 0] = predictions.shape
  const [, depth = 0, height = 0, width = 0] = prototypes.shape
  const classes = rows - 4 - depth
  if (predictions.shape.length !== 3 || prototypes.shape.length !== 4 || classes < 1) {
    throw new InlayError(
      'contract_mismatch',
      expected(
        '[1, 4 + classes + prototypes, anchors]',
        contract.predictions,
        predictions.shape.join('x'),
      ),
    )
  }
  const values = numbersOf(predictions)
  const at = (row: number, anchor: number): number => values[row * anchors + anchor]!
  const detections: Detection[] = []
  for (let anchor = 0; anchor < anchors; anchor++) {
    let kind = 0
    for (let c = 1; c < classes; c++) if (at(4 + c, anchor) > at(4 + kind, anchor)) kind = c
    const score = at(4 + kind, anchor)
    if (score < contract.confidence) continue
    const [x, y, w, h] = [at(0, anchor), at(1, anchor), at(2, anchor) / 2, at(3, anchor) / 2]
    detections.push({ score, kind, corners: [x - w, y - h, x + w, y + h], anchor })
  }
  const maps = numbersOf(prototypes)
  const area = width * height
  return thin(detections, contract.overlap).map(({ score, kind, corners, anchor }) => {
    const data = new Float32Array(area)
    for (let d = 0; d < depth; d++) {
      const weight = at(4 + classes + d, anchor)
      for (let i = 0; i < area; i++) data[i]! += weight * maps[d * area + i]!
    }
    const [left, top, right, bottom] = corners.map((edge, i) =>
      i % 2 === 0 ? (edge * width) / placement.width : (edge * height) / placement.height,
    ) as [number, number, number, number]
    for (let i = 0; i < area; i++) {
      const x = (i % width) + 0.5
      const y = Math.floor(i / width) + 0.5
      const isInside = x >= left && x < right && y >= top && y < bottom
      data[i] = isInside ? 1 / (1 + Math.exp(-data[i]!)) : 0
    }
    return {
      score,
      kind,
      mask: cutPicture({ width, height, data }, placement, Math.max(width, height)),
    }
  })
}

const thin = (detections: readonly Detection[], overlap: number): Detection[] => {
  const kept: Detection[] = []
  for (const one of [...detections].sort((a, b) => b.score - a.score)) {
    if (kept.length === MOST) break
    const isDouble = kept.some(
      (other) => other.kind === one.kind && agreement(other.corners, one.corners) > overlap,
    )
    if (!isDouble) kept.push(one)
  }
  return kept
}

const agreement = (a: Detection['corners'], b: Detection['corners']): number => {
  const both =
    Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) *
    Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]))
  const areaOf = (c: Detection['corners']): number => (c[2] - c[0]) * (c[3] - c[1])
  return both / Math.max(1e-6, areaOf(a) + areaOf(b) - both)
}

/** @throws InlayError nothing_found */
const choose = (
  found: readonly Instance[],
  image: PixelImage,
  prompt: Prompt,
): { plane: Plane; score: number } => {
  const chosen = prompt.subject
    ? largest(found)
    : prompt.points.some(({ label }) => label === 'in')
      ? clicked(found, image, prompt)
      : boxed(found, image, prompt)
  const [first] = chosen
  if (first === undefined) throw new InlayError('nothing_found')
  const { width, height } = first.mask
  const data = new Float32Array(width * height)
  for (const { mask } of chosen) {
    for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i]!, mask.data[i]!)
  }
  return { plane: { width, height, data }, score: Math.min(...chosen.map(({ score }) => score)) }
}

/** A picture is of what it shows surely and large. */
const largest = (found: readonly Instance[]): Instance[] => {
  const worth = found.map(
    ({ score, mask }) => score * Math.sqrt(mask.data.reduce((sum, value) => sum + value, 0)),
  )
  const best = found[worth.indexOf(Math.max(...worth))]
  return best === undefined ? [] : [best]
}

/** For each point in, the surest instance there; none that a point out lies on. */
const clicked = (found: readonly Instance[], image: PixelImage, { points }: Prompt): Instance[] => {
  const isOn = (one: Instance, point: Prompt['points'][number]): boolean =>
    valueAt(one.mask, image, point) > 0.5
  const allowed = found.filter(
    (one) => !points.some((point) => point.label === 'out' && isOn(one, point)),
  )
  const wanted = points.filter(({ label }) => label === 'in')
  const hits = wanted.map((point) => allowed.find((one) => isOn(one, point)))
  return hits.includes(undefined) ? [] : [...new Set(hits.filter((hit) => hit !== undefined))]
}

const LEAST_AGREEMENT = 0.2

const boxed = (found: readonly Instance[], image: PixelImage, prompt: Prompt): Instance[] => {
  const worth = found.map(({ mask }) => boxAgreement(mask, image, prompt))
  const best = Math.max(...worth)
  const one = found[worth.indexOf(best)]
  return one === undefined || best < LEAST_AGREEMENT ? [] : [one]
}
