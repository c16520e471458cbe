/** Our reader says of a graph what onnxruntime says once it has loaded it. */
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InferenceSession } from 'onnxruntime-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paintsOneColour } from '../../engines/neural/testing/mean-nets.ts'
import { writeOnnx } from '../../inference/onnx-writer.ts'
import type { TensorInfo } from '../tensor-info.ts'
import { readGraphFile } from './read-graph.ts'

const NETS = fileURLToPath(new URL('../../../../../shared/data/nets', import.meta.url))
if (!existsSync(NETS)) console.warn(`SKIPPED: there are no real nets in ${NETS}.`)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-reader-'))
})
afterAll(() => rm(folder, { recursive: true }))

const fromRuntime = (infos: readonly InferenceSession.ValueMetadata[]): TensorInfo[] =>
  infos.map((info) =>
    info.isTensor
      ? { name: info.name, type: info.type, shape: info.shape }
      : { name: info.name, type: 'no tensor', shape: [] },
  )

const compare = async (path: string): Promise<void> => {
  const { InferenceSession } = await import('onnxruntime-node')
  const session = await InferenceSession.create(path)
  try {
    const { inputs, outputs } = await readGraphFile(path)
    expect(inputs).toEqual(fromRuntime(session.inputMetadata))
    // The runtime works sizes out that the file leaves open; it never contradicts the file.
    const known = fromRuntime(session.outputMetadata).map(({ shape, ...rest }, i) => ({
      ...rest,
      shape: (outputs[i]?.shape ?? []).map((size, at) =>
        typeof size === 'number' ? shape[at] : size,
      ),
    }))
    expect(outputs).toEqual(known)
  } finally {
    await session.release()
  }
}

test('of a small graph', async () => {
  const path = join(folder, 'small.onnx')
  await writeFile(path, writeOnnx(paintsOneColour(512, [0.25, 0.5, 0.75]).graph))
  await compare(path)
})

test.skipIf(!existsSync(NETS))('of real nets', async () => {
  const names = (await readdir(NETS)).filter((name) => name.endsWith('.onnx'))
  expect(names.length).toBeGreaterThan(0)
  for (const name of names) await compare(join(NETS, name))
})
