/**
 * Models that stay where the owner has them: folders of gigabytes, named in the settings and never
 * copied. Whoever runs one checks its files first.
 */
import { lstat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { expected, InlayError, ModelId, type ModelInfo } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

export const LinkedModel = z.strictObject({
  id: ModelId,
  name: z.string().min(1).max(80),
  /** What it is, in its engine's words: "sd15", "sdxl", "flux-fill". */
  kind: z.string().min(1).max(40),
  /** Absolute. */
  path: z.string().min(1).refine(isAbsolute),
  /** Of its graphs, when it was named. */
  bytes: z.int().min(0),
  licence: z.string().min(1).max(80).optional(),
})
export type LinkedModel = z.infer<typeof LinkedModel>

const isThere = async ({ path }: LinkedModel): Promise<boolean> =>
  (await lstat(path).catch(() => undefined))?.isDirectory() ?? false

export const linkedInfo = async (model: LinkedModel): Promise<ModelInfo> => {
  const { id, name, bytes, licence } = model
  const here = await isThere(model)
  return {
    id,
    name,
    task: 'diffusion',
    bestFor: 'Putting something new in by words; your own model.',
    licence: {
      name: licence ?? 'not stated',
      use: 'What its licence allows; you brought it here yourself.',
      accepted: true,
    },
    source: 'own',
    state: here ? 'installed' : 'absent',
    bytes,
    have: here ? bytes : 0,
    memory: Math.round(1.3 * bytes),
    pullable: false,
    note: here
      ? 'It stays in its own folder.'
      : `Its folder is not there: bring it back, or \`inlay models remove ${id}\`.`,
  }
}

/** "SD 1.5 inpainting (fp16)" -> "sd-1-5-inpainting-fp16". @throws InlayError invalid_request */
export const idFromFolder = (name: string): string => {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 48)
    .replace(/-+$/, '')
  if (ModelId.safeParse(id).success) return id
  throw new InlayError('invalid_request', expected('an id; give one with --id', 'the model', name))
}
