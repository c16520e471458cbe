/** A model of the owner's own fills through the real command line, in its real inference process. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paintsOneColour } from '@inlay/companion/engines/neural/testing/mean-nets.ts'
import { writeOnnx } from '@inlay/companion/inference/onnx-writer.ts'
import { InpaintContract } from '@inlay/companion/models/contract.ts'
import { createModels } from '@inlay/companion/models/models.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture, inlay } from './inlay.ts'
import { countDifferences, readPixels } from './pictures.ts'

const PHOTO = fixture('astronaut.png')
const MASK = fixture('masks/astronaut.png')

let home = ''
let first: Filled
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-net-'))
  const { graph, contract } = paintsOneColour(512, [0.25, 0.5, 0.75])
  const path = join(home, 'mine.onnx')
  await writeFile(path, writeOnnx(graph))
  const folders = { config: join(home, 'config'), state: join(home, 'state') }
  const models = createModels({ folders })
  await models.add([path], { id: 'mine', contract: InpaintContract.parse(contract) })
  await models.close()
  first = await fill('--no-colour-match', '--no-grain')
})
afterAll(() => rm(home, { recursive: true, force: true }))

interface Filled {
  readonly out: string
  readonly report: { readonly engine: string; readonly notes: readonly string[] }
}

const fill = async (...more: string[]): Promise<Filled> => {
  const out = join(home, `out${more.length}.png`)
  const ended = await inlay(['fill', PHOTO, '--mask', MASK, '-o', out, '--json', ...more], {
    env: { INLAY_HOME: home },
  })
  expect(ended.stderr).toBe('')
  expect(ended.status).toBe(0)
  return { out, report: JSON.parse(ended.stdout) }
}

describe('a model of one’s own', () => {
  it('is taken for removing, without being asked for, and touches nothing else', async () => {
    const { out, report } = first
    expect(report.engine).toBe('mine')
    const [before, after, mask] = await Promise.all([PHOTO, out, MASK].map(readPixels))
    const { outside, inside } = countDifferences(before!, after!, mask!)
    expect(outside).toBe(0)
    expect(inside).toBeGreaterThan(1000)
  })

  it('says where it runs: once in a report, always in the list of engines', async () => {
    const standing = ({ notes }: Filled['report']) =>
      notes.filter((note) => note.startsWith('Running on'))
    // The fill before this one was of the same terminal, as far as a command can tell.
    expect(standing((await fill()).report)).toEqual([])
    const engines = await inlay(['engines'], { env: { INLAY_HOME: home } })
    expect(engines.stdout).toMatch(/CPU|CUDA|DirectML|Core ML|WebGPU/)
    expect(engines.stdout).not.toContain('GPU where there is one')
  })

  it('gives way to the one that is named', async () => {
    expect((await fill('--engine', 'patchmatch')).report.engine).toBe('patchmatch')
  })
})
