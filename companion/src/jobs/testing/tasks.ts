/** Fills on disk for tests of the fill process: a small quick one and one that runs for many seconds. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FillRequest } from '@inlay/shared'
import { box, boxMask, smoothPicture } from '../../pipeline/testing/pictures.ts'
import type { EncodeTask, RunTask } from '../fill-messages.ts'

const MAX_PIXELS = 64e6

const writeTask = async (
  folder: string,
  side: number,
  hole: number,
  variations: number,
): Promise<RunTask> => {
  await mkdir(folder, { recursive: true })
  const image = join(folder, 'image')
  const mask = join(folder, 'mask')
  await writeFile(image, smoothPicture(side, side, 3).data)
  const from = (side - hole) >> 1
  await writeFile(mask, boxMask(side, side, [box(from, from, hole, hole)]).data)
  const size = { kind: 'raw', width: side, height: side } as const
  return {
    type: 'run',
    request: FillRequest.parse({
      image: { ...size, part: 'image', channels: 3 },
      mask: { ...size, part: 'mask', channels: 1 },
      seed: 7,
      variations,
    }),
    inputs: { image, mask },
    folder,
    maxPixels: MAX_PIXELS,
  }
}

/** 64 x 64 pixels: over in some tens of milliseconds. */
export const quickTask = (folder: string): Promise<RunTask> => writeTask(folder, 64, 12, 1)

/** 2048 x 2048 pixels with a large hole, eight times: runs for many seconds on any machine. */
export const longTask = (folder: string): Promise<RunTask> => writeTask(folder, 2048, 1200, 8)

export const encodeOf = (
  task: RunTask,
  form: EncodeTask['form'],
  format: EncodeTask['format'],
): EncodeTask => ({ ...task, type: 'encode', index: 0, form, format })
