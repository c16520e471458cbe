/** An engine from any single-pass inpainting net: window, contract, run, paste; large holes coarse to fine. */
import {
  type Bounds,
  type EngineInfo,
  InlayError,
  type Mask,
  maskBounds,
  type PixelImage,
} from '@inlay/shared'
import type { Net } from '../../inference/inference.ts'
import type { InpaintContract } from '../../models/contract.ts'
import { orCancelled } from '../../system/or-cancelled.ts'
import type { Engine, EngineHooks, EngineInput } from '../engine.ts'
import { normalNoise } from './noise.ts'
import { packInputs, unpackPicture } from './pack.ts'
import { detailOf, type Pass, planPasses } from './passes.ts'
import { cutHole, cutPlanes, pastePlanes } from './planes.ts'
import { resize, resizeHole, resizeKnown } from './resample.ts'
import { bestSize, sizeTiers } from './window.ts'

export interface NetModel {
  readonly info: EngineInfo
  readonly contract: InpaintContract
  /** @throws InlayError model_missing | model_damaged | engine_unavailable | out_of_memory | engine_failed */
  open(): Promise<Net>
  close(): Promise<void>
}

/** The net by itself, down to the crop's own pixels. */
export const createNetEngine = (model: NetModel): Engine => ({
  info: model.info,
  fill: async (input, hooks) => (await fillWithNet(model, input, hooks, 1)).image,
  warmUp: () => void warmUpNet(model),
  dispose: () => model.close(),
})

/** Loads the net, and on a graphics card runs it once at the size of its windows. Never rejects. */
export const warmUpNet = async ({ contract, open }: NetModel): Promise<void> => {
  try {
    const net = await open()
    if (net.provider === 'cpu') return
    const { width, height } = bestSize(contract.size)
    const planes = { width, height, data: new Float32Array(3 * width * height) }
    const hole = { width, height, data: new Float32Array(width * height) }
    const feeds = packInputs(contract, net.inputs, planes, hole, normalNoise(0))
    await net.warm(feeds, [contract.output.output])
  } catch {
    // The fill itself will meet it, and tell.
  }
}

/** The crop with its hole filled, and how coarse that filling is. */
export interface NetAnswer {
  readonly image: PixelImage
  /** Crop pixels that one pixel of the net's answer covers, 1 or more. */
  readonly detail: number
}

/**
 * @param finest crop pixels per net pixel that are fine enough: fewer passes, a coarser answer
 * @throws InlayError mask_covers_everything | contract_mismatch | out_of_memory | engine_failed | cancelled
 */
export const fillWithNet = async (
  model: NetModel,
  input: EngineInput,
  hooks: EngineHooks,
  finest: number,
): Promise<NetAnswer> => {
  const { onProgress, onNote } = hooks
  const box = maskBounds(input.hole)
  if (box === null) return { image: copyOf(input.image), detail: 1 }
  if (input.hole.data.every((value) => value > 0)) throw new InlayError('mask_covers_everything')
  onProgress(0, 'Loading the model')
  const net = await orCancelled(hooks.signal, model.open())
  const answer = await net.shrinking(sizeTiers(model.contract.size), (size, run) =>
    fillAt(
      model.contract,
      { inputs: net.inputs, run },
      input,
      hooks,
      planPasses(box, input.image, size, finest),
    ),
  )
  for (const note of await net.takeNotes()) onNote?.(note)
  onProgress(1, 'Placing the fill')
  return answer
}

const copyOf = (image: PixelImage): PixelImage => ({ ...image, data: image.data.slice() })

/** All passes at one size of the net's window, on a copy of the picture. */
const fillAt = async (
  contract: InpaintContract,
  net: Pick<Net, 'inputs' | 'run'>,
  input: EngineInput,
  { signal, onProgress, onPreview }: EngineHooks,
  planned: readonly Pass[],
): Promise<NetAnswer> => {
  const result = copyOf(input.image)
  const passes = planned.filter((pass) => holds(input.hole, pass.core))
  for (const [i, pass] of passes.entries()) {
    onProgress(
      (i + 0.2) / (passes.length + 0.2),
      i === 0 ? 'Finding structure' : `Finding detail, ${i} of ${passes.length - 1}`,
    )
    await runPass(contract, net, pass, input, result, signal)
    if (i === 0 && passes.length > 1 && onPreview !== undefined) onPreview(lookAt(result))
  }
  return { image: result, detail: detailOf(passes) }
}

/** Makes the core's part of the hole anew, in place. */
const runPass = async (
  contract: InpaintContract,
  net: Pick<Net, 'inputs' | 'run'>,
  pass: Pass,
  input: EngineInput,
  result: PixelImage,
  signal: AbortSignal,
): Promise<void> => {
  if (signal.aborted) throw new InlayError('cancelled')
  const { bounds, width, height } = pass
  // Transparent colours mean nothing: the net makes them up for itself, and they are thrown away.
  const cut = cutHole(input.hole, pass.core, input.known, bounds)
  const planes = resizeKnown(cutPlanes(result, bounds), cut, width, height)
  const hole = resizeHole(cut, width, height)
  const feeds = packInputs(contract, net.inputs, planes, hole, normalNoise(input.seed))
  const { output } = contract
  const answer = (await net.run(feeds, [output.output], signal))[output.output]
  if (answer === undefined) throw new InlayError('engine_failed', 'The net gave no picture.')
  const made = unpackPicture(output, answer)
  if (made.data.some((value) => !Number.isFinite(value))) {
    throw new InlayError('engine_failed', 'The net gave no numbers; its precision may not fit.')
  }
  pastePlanes(result, input.hole, pass.core, resize(made, bounds.width, bounds.height), bounds)
}

const holds = (mask: Mask, { left, top, width, height }: Bounds): boolean => {
  for (let y = top; y < top + height; y++) {
    const row = y * mask.width + left
    if (mask.data.subarray(row, row + width).some((value) => value > 0)) return true
  }
  return false
}

/** Longest side of a preview, in pixels. */
const PREVIEW = 256

/** Every so many pixels of it, in 8 bits. */
const lookAt = ({ width, height, channels, data }: PixelImage): PixelImage => {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / PREVIEW))
  const [w, h] = [Math.ceil(width / step), Math.ceil(height / step)]
  const shift = data instanceof Uint16Array ? 8 : 0
  const small = new Uint8Array(w * h * channels)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let c = 0; c < channels; c++) {
        small[(y * w + x) * channels + c] =
          data[(y * step * width + x * step) * channels + c]! >>> shift
      }
    }
  }
  return { width: w, height: h, channels, data: small }
}
