/**
 * Makes V8's code cache for the bundle that `inlay fill` runs: `node code-cache.mjs BUNDLE CACHE`.
 *
 * Runs one small fill in a process of its own and keeps what V8 has compiled by then, functions that
 * are compiled on first use included. `src/system/run-bundle.ts` reads it.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import nodeModule, { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { say } from './say.mjs'

/** The name of the cache for a bundle whose last line is `//# id=...`, and for this V8. */
const cacheName = (bundle, source) => {
  const [, id] = /\/\/# id=([0-9a-f]{16})\n$/.exec(source) ?? []
  return `${bundle}.${id}.${process.versions.v8}-${process.arch}`
}

/**
 * Names of the files written into `dist`; none, with a word of warning, where the fill fails: a
 * build is whole without it.
 */
export const buildCodeCache = (dist, bundle) => {
  const file = join(dist, bundle)
  const name = cacheName(bundle, readFileSync(file, 'utf8'))
  const run = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), file, join(dist, name)],
    {
      encoding: 'utf8',
    },
  )
  if (run.status === 0) return [name]
  say(`no code cache for ${bundle}, so it starts more slowly: ${run.stderr.slice(-400)}`)
  return []
}

/** Two pictures: colours that differ everywhere, and a mask with a compact hole and a thin one. */
const drawPictures = async (folder, require) => {
  const sharp = require('sharp')
  const side = 64
  const pixels = Buffer.from(
    Array.from({ length: side * side * 3 }, (_, i) => (i * 7919 + (i >> 5) * 31) & 255),
  )
  const mask = Buffer.alloc(side * side)
  for (let y = 10; y < 40; y++) mask.fill(255, y * side + 8, y * side + 36)
  mask.fill(255, 55 * side + 6, 55 * side + 58)
  const names = { image: join(folder, 'image.png'), mask: join(folder, 'mask.png') }
  const raw = { width: side, height: side }
  await sharp(pixels, { raw: { ...raw, channels: 3 } })
    .png()
    .toFile(names.image)
  await sharp(mask, { raw: { ...raw, channels: 1 } })
    .png()
    .toFile(names.mask)
  return names
}

const runOnce = async (file, cache) => {
  const folder = mkdtempSync(join(tmpdir(), 'inlay-build-'))
  const require = createRequire(file)
  const { image, mask } = await drawPictures(folder, require)
  const script = new Script(nodeModule.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    importModuleDynamically: (specifier) => import(specifier),
  })
  process.on('exit', (code) => {
    rmSync(folder, { recursive: true, force: true })
    if (code === 0) writeFileSync(cache, script.createCachedData())
  })
  process.env.INLAY_HOME = join(folder, 'home')
  const out = join(folder, 'out.png')
  process.argv = [process.execPath, file, 'fill', image, '--mask', mask, '--out', out, '--quiet']
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, file, dirname(file))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runOnce(process.argv[2], process.argv[3])
}
