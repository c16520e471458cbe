/**
 * What graphs expect and give: enough to run a net without code written for it. Types (float32,
 * float16, uint8) are not here: the graph's own metadata says them.
 */
import * as z from '@inlay/shared/zod'
import { GraphSize, MaskInput, PictureInput, PictureOutput, PlainInput } from './contract-parts.ts'
import { SegmentContract } from './segment-contract.ts'

export const InpaintContract = z.strictObject({
  task: z.literal('inpaint'),
  image: PictureInput,
  mask: MaskInput,
  others: z.array(PlainInput).max(8).default([]),
  output: PictureOutput,
  size: GraphSize,
})
export type InpaintContract = z.infer<typeof InpaintContract>

export const UpscaleContract = z.strictObject({
  task: z.literal('upscale'),
  image: PictureInput,
  output: PictureOutput,
  size: GraphSize,
  /** Output pixels for each input pixel, along a side. */
  scale: z.int().min(1).max(8),
})
export type UpscaleContract = z.infer<typeof UpscaleContract>

/** Of one graph, or of SAM's two; diffusion folders say by themselves what they are. */
export const Contract = z.discriminatedUnion('task', [
  InpaintContract,
  UpscaleContract,
  SegmentContract,
])
export type Contract = z.infer<typeof Contract>
/** What a person writes: everything with a default may be left out. */
export type ContractInput = z.input<typeof Contract>
