/** Model files that a test's owner gives from a folder, some with their weights outside the graph. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ModelEvent } from '@inlay/shared'
import { graphOf } from '../open-model.ts'
import type { TestModels } from './models.ts'
import { externalTensor, noise, onnxFile } from './onnx.ts'

/** A LaMa's inputs and outputs. */
export const LAMA_IO = {
  inputs: [
    { name: 'image', shape: [1, 3, 512, 512] },
    { name: 'mask', shape: [1, 1, 512, 512] },
  ],
  outputs: [{ name: 'output', shape: [1, 3, 512, 512] }],
}

/** What `weights.onnx_data` holds. */
export const DATA = noise(5000)
/** A graph that keeps its weights in `weights.onnx_data`. */
export const WITH_DATA = onnxFile({
  ...LAMA_IO,
  more: [externalTensor(5, 'w', 'weights.onnx_data')],
})

/** Writes a file the owner has somewhere, and gives its path. */
export const put = async (
  { home }: TestModels,
  name: string,
  content: Uint8Array,
): Promise<string> => {
  const path = join(home, 'given', name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  return path
}

/** How a pull ends. */
export const lastOf = async (
  home: TestModels,
  ...pull: Parameters<TestModels['pull']>
): Promise<ModelEvent | undefined> => (await home.pull(...pull)).at(-1)

/** Where the installed graph lies. */
export const installedPath = async (home: TestModels, id = 'lama'): Promise<string> =>
  graphOf(await home.models.open(id)).path
