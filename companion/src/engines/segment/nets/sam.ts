/** Nets of the SAM family: the picture is encoded once, each prompt is decoded in milliseconds. */
import { expected, InlayError, type PixelImage } from '@inlay/shared'
import type { Net } from '../../../inference/inference.ts'
import type { TensorInfo } from '../../../inference/messages.ts'
import type { Tensor } from '../../../inference/tensors.ts'
import type { SamContract } from '../../../models/segment-contract.ts'
import { orCancelled } from '../../../system/or-cancelled.ts'
import { infoOf, numbersOf, packNumbers, packPicture, packPlain } from '../../neural/pack.ts'
import type { Plane } from '../../neural/planes.ts'
import type { CoarseMask, Prompt, Segmenter } from '../prompt.ts'
import { boxAgreement, pointsBroken } from './agree.ts'
import { cutPicture, fitPicture, type Placement } from './fit.ts'

export interface SamModel {
  readonly id: string
  readonly contract: SamContract
  /** @throws InlayError model_missing | model_damaged | engine_unavailable | out_of_memory | engine_failed */
  open(part: 'encoder' | 'decoder'): Promise<Net>
  close(): Promise<void>
}

export const createSam = (model: SamModel): Segmenter => ({
  id: model.id,
  look: async (image, signal) => {
    const { contract } = model
    const encoder = await orCancelled(signal, model.open('encoder'))
    const { planes, placement, blank } = fitPicture(
      image,
      contract.fit,
      contract.side,
      contract.side,
    )
    const feeds = packPicture(contract.image, encoder.inputs, planes, blank)
    const wanted = contract.carried.map(({ output }) => output)
    for (const output of wanted) infoOf(encoder.outputs, output)
    const encoded = await encoder.run(feeds, wanted, signal)
    const carried = Object.fromEntries(
      contract.carried.map(({ output, input }) => [input, tensorOf(encoded, output)]),
    )
    const bytes = Object.values(carried).reduce((sum, { data }) => sum + data.byteLength, 0)
    return {
      bytes,
      select: (prompt, signal) => decode(model, image, placement, carried, prompt, signal),
    }
  },
  dispose: () => model.close(),
})

const decode = async (
  { contract, open }: SamModel,
  image: PixelImage,
  placement: Placement,
  carried: Readonly<Record<string, Tensor>>,
  prompt: Prompt,
  signal: AbortSignal,
): Promise<CoarseMask> => {
  const decoder = await orCancelled(signal, open('decoder'))
  const feeds = {
    ...carried,
    ...packPrompt(contract, decoder.inputs, placement, image, prompt),
    ...packPlain(contract.others, decoder.inputs, () => 0),
  }
  for (const { name } of decoder.inputs) {
    if (!Object.hasOwn(feeds, name)) {
      throw new InlayError(
        'contract_mismatch',
        expected('something', `the input "${name}"`, undefined),
      )
    }
  }
  const answer = await decoder.run(feeds, [contract.masks, contract.scores], signal)
  const candidates = candidatesOf(tensorOf(answer, contract.masks))
  const scores = numbersOf(tensorOf(answer, contract.scores))
  if (candidates.length > scores.length) {
    throw new InlayError(
      'contract_mismatch',
      expected(`${candidates.length} scores`, contract.scores, scores.length),
    )
  }
  const masks = candidates.map((logits) => probabilities(cutPicture(logits, placement, SIDE)))
  const best = choose(masks, scores, image, prompt)
  const plane = masks[best]!
  if (!plane.data.some((value) => value > 0.5)) throw new InlayError('nothing_found')
  return { plane, score: Math.min(1, Math.max(0, scores[best]!)), notes: await decoder.takeNotes() }
}

/** Longer side at which candidates are judged: logits between those of the net's own grid. */
const SIDE = 512

/**
 * The prompt in coordinates of the encoder's square. SAM counts from the middle of the first pixel
 * and adds a half itself (PromptEncoder._embed_points, _embed_boxes); ours count from its corner.
 */
const packPrompt = (
  { points, labels, box: boxes }: SamContract,
  inputs: readonly TensorInfo[],
  { left, top, across, down, width, height }: Placement,
  image: PixelImage,
  prompt: Prompt,
): Record<string, Tensor> => {
  const place = (x: number, y: number): [number, number] => [
    x * across + left - 0.5,
    y * down + top - 0.5,
  ]
  const box = prompt.subject ? centralBox(image) : prompt.box
  const clicks: { readonly at: [number, number]; readonly label: number }[] = prompt.points.map(
    ({ x, y, label }) => ({ at: place(x, y), label: label === 'in' ? 1 : 0 }),
  )
  const corners =
    box === undefined
      ? undefined
      : [place(box.left, box.top), place(box.left + box.width, box.top + box.height)]
  if (boxes.as === 'labels') {
    if (corners === undefined) clicks.push({ at: [0, 0], label: -1 })
    else clicks.push({ at: corners[0]!, label: 2 }, { at: corners[1]!, label: 3 })
  } else if (boxes.as === 'none') {
    const isClicked = clicks.some(({ label }) => label === 1)
    if (box !== undefined && !isClicked) {
      clicks.push({ at: place(box.left + box.width / 2, box.top + box.height / 2), label: 1 })
    }
  } else if (clicks.length === 0) clicks.push({ at: [0, 0], label: -1 })

  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value))
  const coordinates = clicks.flatMap(({ at: [x, y] }) => [clamp(x, width), clamp(y, height)])
  const n = clicks.length
  const isNested = infoOf(inputs, points).shape.length === 4
  const shape = isNested ? [1, 1, n] : [1, n]
  return {
    [points]: packNumbers(inputs, points, [...shape, 2], coordinates),
    [labels]: packNumbers(
      inputs,
      labels,
      shape,
      clicks.map(({ label }) => label),
    ),
    ...(boxes.as === 'input' && {
      [boxes.input]: packNumbers(
        inputs,
        boxes.input,
        [1, corners === undefined ? 0 : 1, 4],
        corners?.flat() ?? [],
      ),
    }),
  }
}

/** Where a subject is when nobody says: most of the picture, its middle in the middle. */
const centralBox = ({ width, height }: PixelImage) => ({
  left: width * 0.08,
  top: height * 0.08,
  width: width * 0.84,
  height: height * 0.84,
})

/** Each candidate's logits, whether the graph says [1, n, h, w] or [1, 1, n, h, w]. */
const candidatesOf = (masks: Tensor): Plane[] => {
  const { shape } = masks
  const [height, width] = [shape.at(-2), shape.at(-1)]
  if (shape.length < 4 || height === undefined || width === undefined) {
    throw new InlayError(
      'contract_mismatch',
      expected('[1, candidates, height, width]', 'the masks', shape.join('x')),
    )
  }
  const values = numbersOf(masks)
  const area = width * height
  return Array.from({ length: values.length / area }, (_, i) => ({
    width,
    height,
    data: values.subarray(i * area, (i + 1) * area),
  }))
}

const probabilities = ({ width, height, data }: Plane): Plane => ({
  width,
  height,
  data: data.map((logit) => 1 / (1 + Math.exp(-logit))),
})

/** The candidate that keeps every point, fits the box, and thinks best of itself, in that order. */
const choose = (
  masks: readonly Plane[],
  scores: Float32Array,
  image: PixelImage,
  prompt: Prompt,
): number => {
  const worth = masks.map((mask, i) => {
    if (!mask.data.some((value) => value > 0.5)) return Number.NEGATIVE_INFINITY
    return scores[i]! + boxAgreement(mask, image, prompt) - pointsBroken(mask, image, prompt)
  })
  return Math.max(0, worth.indexOf(Math.max(...worth)))
}

const tensorOf = (tensors: Readonly<Record<string, Tensor>>, name: string): Tensor => {
  const found = tensors[name]
  if (found === undefined) throw new InlayError('engine_failed', `The net gave no "${name}".`)
  return found
}
