/**
 * ControlNet: what its hint adds to each step. Two ways of exporting it are taken:
 *
 * - merged: one graph of UNet and ControlNet, which takes the hint itself (diffusers'
 *   scripts/convert_stable_diffusion_controlnet_to_onnx.py: controlnet_conds, conditioning_scales)
 * - separate: a graph of its own whose residuals (down_block..., mid_block...) are inputs of a UNet
 *   that was exported with them
 */
import { expected, InlayError } from '@inlay/shared'
import type { Held } from '../../../inference/held.ts'
import type { Feeds } from '../../../inference/line.ts'
import type { Tensor } from '../../../inference/tensors.ts'
import type { TensorInfo } from '../../../models/tensor-info.ts'
import type { Planes } from '../image/planes.ts'
import type { StepContext } from '../loop/sample-input.ts'
import type { Nets, OpenPart } from '../model/nets.ts'
import { asFloats, asScalar, asTensor } from '../model/values.ts'

export interface Control {
  /** Three planes of the picture's size. */
  readonly hint: Planes
  /** 0 does nothing, 1 is as trained. */
  readonly strength: number
  /** Shares of the steps, 0..1, between which it acts. */
  readonly start: number
  readonly end: number
}

/** How a UNet takes a ControlNet: by the hint, by residuals, or not at all. */
export type ControlWay = 'merged' | 'separate' | 'none'

type Part = Pick<OpenPart, 'inputs'>

const HINTS = ['controlnet_conds', 'controlnet_cond', 'controlnet_images', 'control_image']
const SCALES = [
  'conditioning_scales',
  'conditioning_scale',
  'controlnet_scales',
  'controlnet_scale',
]

const named = (part: Part, names: readonly string[]): TensorInfo | undefined =>
  part.inputs.find(({ name }) => names.includes(name))

const isResidual = (name: string): boolean => /(^|_)(down|mid)_block/.test(name)

export const controlWayOf = (unet: Part): ControlWay => {
  if (named(unet, HINTS) !== undefined) return 'merged'
  return unet.inputs.some(({ name }) => isResidual(name)) ? 'separate' : 'none'
}

/**
 * The share of a step's control that acts: all of it between start and end, none outside, as
 * diffusers' `controlnet_keep`.
 */
export const controlScale = ({ strength, start, end }: Control, step: number, steps: number) =>
  step / steps < start || (step + 1) / steps > end ? 0 : strength

/**
 * The inputs a merged graph wants; with no control they are there all the same, and do nothing.
 * @throws InlayError contract_mismatch when it has no place for how strong the hint is
 */
export const mergedControl = (
  control: Control | undefined,
  nets: Pick<Nets, 'hold'>,
): ControlRun => {
  let hint: Record<string, Held> | undefined
  return {
    inputs: async (context) => {
      const { net, step, steps } = context
      const hintInfo = named(net, HINTS)
      const scaleInfo = named(net, SCALES)
      if (hintInfo === undefined) return {}
      const scale = control === undefined ? 0 : controlScale(control, step, steps)
      if (scaleInfo === undefined && scale !== 1) {
        throw new InlayError(
          'contract_mismatch',
          'The merged ControlNet has no input for its strength: only the strength 1 can be had.',
        )
      }
      hint ??= await nets.hold({ [hintInfo.name]: hintTensor(hintInfo, control, context) })
      if (scaleInfo === undefined) return hint
      // Several nets in one graph: the first takes the hint, the others nothing.
      const count = netsIn(hintInfo)
      const shape = [[], [count], [count, 1]][Math.min(scaleInfo.shape.length, 2)] ?? []
      const scales = new Float32Array(shape.length === 0 ? 1 : count)
      scales[0] = scale
      return { ...hint, [scaleInfo.name]: asTensor(scaleInfo, shape, scales) }
    },
    release: () => {
      for (const held of Object.values(hint ?? {})) held.release()
      hint = undefined
    },
  }
}

const netsIn = ({ shape }: TensorInfo): number =>
  shape.length === 5 && typeof shape[0] === 'number' && shape[0] > 0 ? shape[0] : 1

const repeat = (values: Float32Array, times: number): Float32Array => {
  const all = new Float32Array(values.length * times)
  for (let i = 0; i < times; i++) all.set(values, i * values.length)
  return all
}

/** Outputs of the ControlNet by the UNet's inputs. @throws InlayError contract_mismatch */
export const residualNames = (unet: Part, control: Pick<OpenPart, 'outputs'>) => {
  const sorted = (infos: readonly TensorInfo[]) => {
    const down = infos.filter(({ name }) => /(^|_)down_block/.test(name))
    const mid = infos.filter(({ name }) => /(^|_)mid_block/.test(name))
    // Graphs list their values in the network's order; numbers in the names say it aloud.
    return [...(down.every(hasNumber) ? down.sort(byNumber) : down), ...mid]
  }
  const wanted = sorted(unet.inputs.filter(({ name }) => isResidual(name)))
  const known = sorted(control.outputs.filter(({ name }) => isResidual(name)))
  // Some exporters name the first output of a list and leave the others as they were.
  const given = known.length === wanted.length ? known : inOrder(control.outputs, wanted.length)
  if (given.length !== wanted.length) {
    throw new InlayError(
      'contract_mismatch',
      expected(
        `${wanted.length} residuals, as many as the UNet takes,`,
        'the ControlNet',
        given.length,
      ),
    )
  }
  return wanted.map((info, i) => ({ info, output: given[i]?.name ?? '' }))
}

const numberOf = (name: string): number => Number(/(\d+)$/.exec(name)?.[1] ?? Number.NaN)
const hasNumber = ({ name }: TensorInfo): boolean => Number.isFinite(numberOf(name))
const byNumber = (a: TensorInfo, b: TensorInfo): number => numberOf(a.name) - numberOf(b.name)

/** [down..., mid] whatever they are called: the middle block's comes last where it has a name. */
const inOrder = (outputs: readonly TensorInfo[], count: number): readonly TensorInfo[] => {
  if (outputs.length !== count) return outputs
  const mid = outputs.filter(({ name }) => /mid_block/.test(name))
  return [...outputs.filter((info) => !mid.includes(info)), ...mid]
}

export interface ControlRun {
  /** A step's residuals, as the UNet's inputs. */
  readonly inputs: (context: StepContext) => Promise<Feeds>
  /** The run is over: residuals that wait in the inference process are let go. */
  readonly release: () => void
}

/**
 * Runs the ControlNet's own graph before each step; its residuals stay where they were made (27 MB a
 * step at SD 1.5's size, 107 MB at SDXL's).
 */
export const separateControl = (
  control: Control | undefined,
  nets: Pick<Nets, 'open' | 'hold'>,
): ControlRun => {
  let idle: Feeds | undefined
  let hint: Record<string, Held> | undefined
  const kept: Held[] = []
  const letGo = (): void => {
    for (const held of kept.splice(0)) held.release()
  }
  const inputs = async (context: StepContext): Promise<Feeds> => {
    const { step, steps, batch, width, height, net, signal } = context
    const scale = control === undefined ? 0 : controlScale(control, step, steps)
    if (scale === 0 && idle !== undefined) return idle
    letGo()
    const graph = await nets.open('controlnet')
    const names = residualNames(net, graph)
    const hintInfo = named(graph, HINTS)
    const scaleInfo = named(graph, SCALES)
    if (hintInfo === undefined) {
      throw new InlayError('contract_mismatch', 'controlnet/model.onnx takes no hint.')
    }
    hint ??= await nets.hold({ [hintInfo.name]: hintTensor(hintInfo, control, context) })
    const channels = context.sample.length / (batch * width * height)
    const feeds = {
      ...taken(graph, context.fixed),
      ...hint,
      sample: asTensor(graph.input('sample'), [batch, channels, height, width], context.sample),
      timestep: asScalar(graph.input('timestep'), context.timestep, batch),
      ...(scaleInfo !== undefined && { [scaleInfo.name]: asScalar(scaleInfo, scale, 1) }),
    }
    const outputs = names.map(({ output }) => output)
    if (scaleInfo === undefined || scale === 0) {
      // A graph that does not know how strong it should be is told so afterwards.
      const answer = await graph.run(feeds, outputs, signal)
      const scaled = names.map(({ info, output }) => {
        const values = asFloats(answer[output], 'the ControlNet’s answer')
        const shape = answer[output]?.shape ?? []
        return [
          info.name,
          asTensor(
            info,
            shape,
            values.map((value) => value * scale),
          ),
        ] as const
      })
      if (scale !== 0) return Object.fromEntries(scaled)
      idle = await nets.hold(Object.fromEntries(scaled))
      return idle
    }
    const answer = await graph.runKeeping(feeds, outputs, signal)
    kept.push(...Object.values(answer))
    return Object.fromEntries(names.map(({ info, output }) => [info.name, heldOf(answer, output)]))
  }
  return {
    inputs,
    release: () => {
      letGo()
      for (const held of Object.values({ ...hint, ...idle })) {
        if ('release' in held) held.release()
      }
      hint = undefined
      idle = undefined
    },
  }
}

const heldOf = (answer: Readonly<Record<string, Held>>, output: string): Held => {
  const held = answer[output]
  if (held !== undefined) return held
  throw new InlayError('engine_failed', expected('residuals', 'the ControlNet’s answer', undefined))
}

/** With no hint at all one of nothing, at the usual eight pixels a latent. */
const hintTensor = (
  info: TensorInfo,
  control: Control | undefined,
  { batch, width, height }: Pick<StepContext, 'batch' | 'width' | 'height'>,
): Tensor => {
  const [w, h] = [control?.hint.width ?? width * 8, control?.hint.height ?? height * 8]
  const nets = netsIn(info)
  const values = new Float32Array(nets * batch * 3 * w * h)
  if (control !== undefined) values.set(repeat(control.hint.data, batch))
  const shape = [batch, 3, h, w]
  return asTensor(info, info.shape.length === 5 ? [nets, ...shape] : shape, values)
}

/** Of what the UNet is given, what the ControlNet takes too. */
const taken = (graph: Part, fixed: Feeds): Feeds =>
  Object.fromEntries(
    Object.entries(fixed).filter(([name]) => graph.inputs.some((info) => info.name === name)),
  )
