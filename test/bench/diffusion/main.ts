/**
 * `npm run bench -- --diffusion`: the cures of diffusion's known ills with their measures, what the loop
 * around a net costs, and how fast model folders run on every provider that works here.
 *
 *   npm run bench -- --diffusion                              cures, loop, tiny models on this machine
 *   npm run bench -- --diffusion --model DIR [--model DIR]    full-size ones (test/oracle/full_size.py)
 *   npm run bench -- --diffusion --sizes 512,768,1024 --steps 12 --only speed --json
 */
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createEngines } from '@inlay/companion/engines/registry.ts'
import { openPerceptualMetric } from '../quality/measures/perceptual.ts'
import { readRgb } from '../quality/pixels.ts'
import { METRIC_MODEL } from '../quality/sets.ts'
import { caseOf, measureContent } from './content.ts'
import { DECODER_SHIFTS, measureColour, measureRepeats } from './cures.ts'
import { openMeanModels } from './models.ts'
import { flatScenes } from './scenes.ts'
import { measureLoop, measureSpeed, type SpeedRow, workingProviders } from './speed.ts'

const SECTIONS = ['colour', 'edits', 'content', 'loop', 'speed'] as const

const { values } = parseArgs({
  options: {
    diffusion: { type: 'boolean' },
    model: { type: 'string', multiple: true },
    sizes: { type: 'string' },
    steps: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean' },
  },
})
const FIXTURES = join(process.cwd(), 'test', 'fixtures')
const PIPELINES = join(FIXTURES, 'diffusion', 'pipelines')
const only = values.only?.split(',') ?? [...SECTIONS]
const wants = (section: (typeof SECTIONS)[number]): boolean => only.includes(section)
const steps = Number(values.steps ?? 12)
const found: Record<string, unknown> = {
  machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  node: process.version,
}
const say = (text: string): void => {
  if (values.json !== true) console.log(text)
}
const table = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  const widths = head.map((word, i) =>
    Math.max(word.length, ...rows.map((row) => row[i]?.length ?? 0)),
  )
  for (const row of [head, ...rows]) {
    say(
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  '),
    )
  }
  say('')
}

const models = await openMeanModels(PIPELINES)
try {
  if (wants('colour')) {
    const rows = []
    for (const { name, shift, gain } of DECODER_SHIFTS) {
      rows.push(...(await measureColour(await models.engine({ native: 192, shift, gain }), name)))
    }
    found.colour = rows
    say(
      'Colour: CIEDE2000 of the fill against its surroundings, with a decoder that shifts colours',
    )
    table(
      ['scene', 'decoder', 'model', 'cured', 'picture', 'outside'],
      rows.map((row) => [
        row.scene,
        row.decoder,
        ...[row.plain, row.matched, row.truth].map((value) => value.toFixed(2)),
        String(row.outside),
      ]),
    )
    const worst = Math.max(...rows.map(({ matched }) => matched))
    say(`${worst < 1 ? 'PASS' : 'FAIL'} worst ${worst.toFixed(2)}, wanted below 1\n`)
  }
  if (wants('edits')) {
    const engine = await models.engine({ native: 192, shift: [4, -2, 3] })
    const rows = []
    for (const { name, image } of flatScenes()) {
      rows.push({ name, ...(await measureRepeats(engine, image)) })
    }
    found.edits = rows
    say('Ten edits: bytes never masked that changed, and gradients of the fills over the picture’s')
    table(
      ['scene', 'changed', 'first', 'tenth', 'tenth / first'],
      rows.map(({ name, untouched, sharpness }) => {
        const [first = 0, last = 0] = [sharpness[0], sharpness.at(-1)]
        const cells = [first, last, last / first].map((value) => value.toFixed(2))
        return [name, String(untouched), ...cells]
      }),
    )
  }
  if (wants('content')) {
    const engines = createEngines()
    const embedded = await engines.open('patchmatch')
    const cases = []
    for (const name of ['chelsea', 'coffee', 'astronaut', 'rocket']) {
      const truth = await readRgb(join(FIXTURES, `${name}.png`))
      const [w, h] = [truth.width, truth.height]
      for (const [x, y] of [
        [0.3, 0.35],
        [0.65, 0.6],
      ] as const) {
        cases.push(caseOf(truth, Math.round(w * x), Math.round(h * y), Math.min(w, h) / 9))
      }
    }
    const metric = existsSync(METRIC_MODEL)
      ? await openPerceptualMetric(METRIC_MODEL, 1)
      : undefined
    if (metric === undefined) console.error(`SKIPPED perceptual distance: no ${METRIC_MODEL}`)
    const rows = await measureContent(cases, embedded, metric)
    await metric?.dispose()
    await engines.dispose()
    found.content = rows
    say('Masked content, where something is to go: the start against what stands behind it')
    table(
      ['content', 'ΔE2000 of blocks', 'PSNR dB', 'perceptual'],
      rows.map(({ kind, blocks, psnr, seen }) => [
        kind,
        blocks.toFixed(2),
        psnr.toFixed(1),
        seen?.toFixed(3) ?? '-',
      ]),
    )
  }
  if (wants('loop')) {
    const rows = await measureLoop(await models.folder({ native: 512 }), [512, 768, 1024])
    found.loop = rows
    say('The loop around a net: milliseconds a step with a net that only copies')
    table(
      ['pixels', 'median', 'least', '2% of a step of'],
      rows.map(({ size, loop, least }) => [
        `${size}`,
        loop.toFixed(2),
        least.toFixed(2),
        `${(least * 50).toFixed(0)} ms`,
      ]),
    )
  }
  if (wants('speed')) {
    const given = values.model ?? []
    const folders =
      given.length > 0
        ? given
        : ['sd15-inpaint', 'sdxl-inpaint'].map((name) => join(PIPELINES, name))
    const sizes = (values.sizes ?? (given.length > 0 ? '512,768,1024' : '64,128')).split(',')
    const rows: SpeedRow[] = []
    const providers = await workingProviders()
    for (const folder of folders) {
      if (!existsSync(folder)) throw new Error(`There is no folder ${folder}`)
      for (const provider of providers) {
        rows.push(...(await measureSpeed(folder, provider, sizes.map(Number), steps)))
      }
    }
    found.speed = rows
    say(`Speed: guidance on, ${steps} steps, euler`)
    table(
      ['model', 'provider', 'pixels', 'ms/step', 'first', 'decode', 'MB', 'device MB'],
      rows.map((row) => [
        row.model,
        row.provider,
        String(row.size),
        ...[row.step, row.first, row.decode].map((value) => value.toFixed(1)),
        row.resident.toFixed(0),
        row.device === undefined ? '-' : row.device.toFixed(0),
      ]),
    )
  }
} finally {
  await models.close()
}
if (values.json === true) console.log(JSON.stringify(found))
