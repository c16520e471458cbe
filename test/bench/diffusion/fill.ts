/** One fill through the whole pipeline, pixels to pixels, by any engine. */
import type { Engine } from '@inlay/companion/engines/engine.ts'
import { withPatch } from '@inlay/companion/pipeline/patch.ts'
import { runFill } from '@inlay/companion/pipeline/run-fill.ts'
import { FillRequest, type FillRequestInput, type Mask } from '@inlay/shared'
import type { Rgb } from '../quality/types.ts'

const source = (part: string, { width, height }: Rgb | Mask, channels: 1 | 3) => ({
  kind: 'raw' as const,
  part,
  width,
  height,
  channels,
})

/** The picture with its hole filled; bytes outside the hole are those of `image`. */
export const fillWith = async (
  engine: Engine,
  image: Rgb,
  hole: Mask,
  request: Omit<FillRequestInput, 'image' | 'mask'>,
): Promise<Rgb> => {
  const asked = FillRequest.parse({
    variations: 1,
    ...request,
    image: source('image', image, 3),
    mask: source('mask', hole, 1),
  })
  const { source: canvas, patches } = await runFill(
    asked,
    { image: image.data, mask: hole.data },
    {
      engine,
      limits: { maxPixels: 64e6 },
      signal: new AbortController().signal,
      onEvent: () => {},
    },
  )
  const [patch] = patches
  if (patch === undefined) throw new Error('There is no patch')
  return withPatch(canvas, patch, async ({ width, height, data }) => {
    const bytes = data instanceof Uint8Array ? data.slice() : new Uint8Array()
    return { width, height, channels: 3 as const, data: bytes }
  })
}
