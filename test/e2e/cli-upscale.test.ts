/** `inlay upscale` with a model of the owner's own, through the real command line. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repeat } from '@inlay/companion/engines/upscale/testing/repeat.ts'
import { writeOnnx } from '@inlay/companion/inference/onnx-writer.ts'
import { UpscaleContract } from '@inlay/companion/models/contract.ts'
import { createModels } from '@inlay/companion/models/models.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixture, inlay } from './inlay.ts'
import { readPixels } from './pictures.ts'

let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-upscale-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const PHOTO = fixture('chelsea.png')
const run = (out: string, ...more: string[]) =>
  inlay(['upscale', PHOTO, '-o', join(home, out), '--json', ...more], { env: { INLAY_HOME: home } })

it('says how to get a model when there is none', async () => {
  const { status, stdout } = await run('none.png')
  expect([status, JSON.parse(stdout).code]).toEqual([3, 'model_missing'])
})

it('enlarges with the model that is here', async () => {
  const path = join(home, 'twice.onnx')
  const graph = writeOnnx(repeat(2))
  await writeFile(path, graph)
  const models = createModels({
    folders: { config: join(home, 'config'), state: join(home, 'state') },
  })
  const contract = UpscaleContract.parse({
    task: 'upscale',
    image: { input: 'input' },
    output: { output: 'output' },
    size: { multiple: 1, min: 16, best: 256 },
    scale: 2,
  })
  await models.add([path], { id: 'twice', contract })
  await models.close()
  const { status, stdout } = await run('large.png')
  expect([status, JSON.parse(stdout)]).toMatchObject([
    0,
    { width: 902, height: 600, model: 'twice' },
  ])
  const [small, large] = await Promise.all([readPixels(PHOTO), readPixels(join(home, 'large.png'))])
  expect([large.width, large.height]).toEqual([902, 600])
  let wrong = 0
  for (let y = 0; y < 600; y++) {
    for (let x = 0; x < 902 * 3; x++) {
      const from = ((y >> 1) * 451 + (Math.floor(x / 3) >> 1)) * 3 + (x % 3)
      if (Math.abs(large.data[y * 902 * 3 + x]! - small.data[from]!) > 1) wrong++
    }
  }
  expect(wrong).toBe(0)
  const larger = await run('larger.png', '--scale', '4')
  expect(JSON.parse(larger.stdout)).toMatchObject({ width: 1804, height: 1200, scale: 4 })
  const odd = await run('odd.png', '--scale', '3')
  expect([odd.status, JSON.parse(odd.stdout).detail]).toEqual([
    2,
    'Expected one of 2, 4, 8 for scale but received 3',
  ])
  const refused = await run('again.png', '--max-pixels', '200000')
  expect(JSON.parse(refused.stdout).code).toBe('image_too_large')
})
