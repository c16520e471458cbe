/** A plugin's way to a larger picture: the shared client, the real daemon, a real small net. */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDaemon } from '@inlay/companion/http/daemon.ts'
import { UpscaleContract } from '@inlay/companion/models/contract.ts'
import { createModels } from '@inlay/companion/models/models.ts'
import { companionFolders } from '@inlay/companion/system/folders.ts'
import { createClient, type UpscaleEvent } from '@inlay/shared'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { fixture } from './inlay.ts'

const NET = fileURLToPath(
  new URL('../../../shared/data/nets/4xLSDIRCompactN3_fp32.onnx', import.meta.url),
)
const isThere = existsSync(NET)
if (!isThere) process.stderr.write(`SKIPPED a real upscaler: there is no ${NET}\n`)

const SIDE = 48

it.skipIf(!isThere)('enlarges a piece of a photo twofold, progress told on the way', async () => {
  const home = await mkdtemp(join(tmpdir(), 'inlay-enlarge-'))
  const before = process.env.INLAY_HOME
  // Where the fill process looks for models.
  process.env.INLAY_HOME = home
  const folders = companionFolders(home)
  const models = createModels({ folders })
  const contract = UpscaleContract.parse({
    task: 'upscale',
    image: { input: 'input' },
    output: { output: 'output' },
    size: { multiple: 1, min: 16, max: 256, best: 96 },
    scale: 4,
  })
  await models.add([NET], { id: 'compact', contract })
  await models.close()
  const daemon = await startDaemon({ port: 0, folders })
  try {
    const client = createClient<AbortSignal>({
      baseUrl: `http://localhost:${daemon.port}`,
      token: (await readFile(daemon.tokenPath, 'utf8')).trim(),
      fetch: (url, init) => fetch(url, init),
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    })
    const piece = await sharp(fixture('coffee.png'))
      .extract({ left: 240, top: 120, width: SIDE, height: SIDE })
      .removeAlpha()
      .raw()
      .toBuffer()
    const events: UpscaleEvent[] = []
    const image = { kind: 'raw', part: 'image', width: SIDE, height: SIDE, channels: 3 } as const
    const { report, pixels } = await client.upscalePixels(
      { image, scale: 2 },
      { image: new Uint8Array(piece) },
      { onEvent: (event) => events.push(event) },
    )
    expect(report).toMatchObject({ width: 96, height: 96, scale: 2, model: 'compact' })
    expect([pixels.width, pixels.height, pixels.channels]).toEqual([96, 96, 4])
    expect(events.some(({ type }) => type === 'progress')).toBe(true)
    expect(events.at(-1)?.type).toBe('done')
    // Made small again it is the same piece: no shift, no tint, no tile out of place.
    let sum = 0
    for (let i = 0; i < piece.length; i++) {
      const [x, y, c] = [Math.floor(i / 3) % SIDE, Math.floor(i / 3 / SIDE), i % 3]
      const at = (dx: number, dy: number) =>
        pixels.data[((2 * y + dy) * 96 + 2 * x + dx) * 4 + c] ?? 0
      sum += Math.abs((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4 - (piece[i] ?? 0))
    }
    expect(sum / piece.length).toBeLessThan(5)
  } finally {
    await daemon.close()
    if (before === undefined) delete process.env.INLAY_HOME
    else process.env.INLAY_HOME = before
    await rm(home, { recursive: true, force: true })
  }
})
