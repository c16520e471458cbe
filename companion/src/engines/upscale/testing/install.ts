/** A companion's home with upscalers in it: real graphs that repeat each pixel. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeOnnx } from '../../../inference/onnx-writer.ts'
import { UpscaleContract } from '../../../models/contract.ts'
import { createModels } from '../../../models/models.ts'
import type { Folders } from '../../../system/folders.ts'
import { repeat } from './repeat.ts'

export interface Repeater {
  readonly id: string
  /** Of the only size it takes, in pixels. */
  readonly side: number
}

/** @param folder where the files lie before they are installed */
export const installRepeaters = async (
  folders: Folders,
  folder: string,
  repeaters: readonly Repeater[],
): Promise<void> => {
  const models = createModels({ folders })
  for (const { id, side } of repeaters) {
    const path = join(folder, `${id}.onnx`)
    await writeFile(path, writeOnnx(repeat(2, side)))
    const contract = UpscaleContract.parse({
      task: 'upscale',
      image: { input: 'input' },
      output: { output: 'output' },
      size: { width: side, height: side },
      scale: 2,
    })
    await models.add([path], { id, contract })
  }
  await models.close()
}
