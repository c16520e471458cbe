/** Keeps peers' fills and all scores on disk by content, so that only what changed is done again. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from '@inlay/shared/zod'
import { encodeRgb, readRgb } from './pixels.ts'
import type { Case, Fill, Scores } from './types.ts'

/** Raise when a measure changes its meaning. */
const MEASURES_VERSION = 4

export const digest = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex').slice(0, 32)
}

/** JSON leaves undefined out; the transform puts the key back. */
const measure = z
  .number()
  .optional()
  .transform((value) => value)

const StoredScores = z.object({
  perceptual: measure,
  psnr: measure,
  ssim: measure,
  seam: measure,
  colour: measure,
  sharpness: measure,
})

const StoredNotes = z.object({ ms: z.number().optional(), peak: z.number().optional() })

const writeAtomically = async (path: string, bytes: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.part`
  await writeFile(draft, bytes)
  await rename(draft, path)
}

export interface Cache {
  readFill(key: string): Promise<Fill | undefined>
  writeFill(key: string, fill: Fill): Promise<void>
  /** Without `broken`, which is told anew: it is cheap and its thresholds were learnt late. */
  readScores(key: string): Promise<Omit<Scores, 'broken'> | undefined>
  writeScores(key: string, scores: Scores): Promise<void>
}

/** Picture and hole, as one word. */
export const caseDigest = (job: Case): string =>
  digest(`${job.original.width}x${job.original.height}`, job.original.data, job.hole.data)

export const fillKey = (caseKey: string, engine: { id: string; version: string }): string =>
  digest(caseKey, engine.id, engine.version)

/** @param withNet whether the perceptual distance could be measured */
export const scoreKey = (job: Case, caseKey: string, fill: Fill, withNet: boolean): string =>
  digest(`measures ${MEASURES_VERSION} ${job.truth} ${withNet}`, caseKey, fill.image.data)

export const openCache = (folder: string): Cache => {
  const at = (kind: string, key: string, ending: string): string =>
    join(folder, kind, key.slice(0, 2), `${key}.${ending}`)
  return {
    async readFill(key) {
      const picture = at('fills', key, 'png')
      const notes = at('fills', key, 'json')
      if (!existsSync(picture) || !existsSync(notes)) return undefined
      const { ms, peak } = StoredNotes.parse(JSON.parse(await readFile(notes, 'utf8')))
      return {
        image: await readRgb(picture),
        ...(ms === undefined ? {} : { ms }),
        ...(peak === undefined ? {} : { peak }),
      }
    },
    async writeFill(key, { image, ms, peak }) {
      await writeAtomically(at('fills', key, 'png'), await encodeRgb(image))
      await writeAtomically(at('fills', key, 'json'), JSON.stringify({ ms, peak }))
    },
    async readScores(key) {
      const path = at('scores', key, 'json')
      if (!existsSync(path)) return undefined
      return StoredScores.parse(JSON.parse(await readFile(path, 'utf8')))
    },
    writeScores: (key, scores) =>
      writeAtomically(at('scores', key, 'json'), JSON.stringify(scores)),
  }
}
