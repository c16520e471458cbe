/** Decides, before any pixel is read, which image meets which mask and where each result goes. */
import { access, constants, mkdir, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { expected, type Form, InlayError, variationsOf } from '@inlay/shared'
import type { Format } from '../../pipeline/source-image.ts'
import { foldedName, foldsCase } from '../../system/disk-names.ts'
import { asInlayError } from '../print-error.ts'
import { openMaskFolder, SAMPLE_FOLDER } from './mask-finder.ts'
import { type FillOptions, operationOf } from './options.ts'
import { kindOfName, kindToWrite, nameInFolder, variationNames } from './output-names.ts'
import { fileSet } from './same-file.ts'

/** One image to fill. */
export interface FillTask {
  readonly image: string
  /** Absent only for `expand`. */
  readonly mask?: string
  /** Absent: everything outside the mask may be sampled. */
  readonly sample?: string
  readonly guide?: string
  readonly reference?: string
  /** One path for each variation. */
  readonly outputs: readonly string[]
  readonly kind: Format
  readonly form: Form
  /** What is wrong with this image already; the others go on. */
  readonly problem?: InlayError
}

export interface FillPlan {
  /** True with --out-dir: goes on past a failure, skips what is done, ends in a summary. */
  readonly isBatch: boolean
  readonly tasks: readonly FillTask[]
}

const usage = (detail: string): InlayError => new InlayError('invalid_request', detail)

/** @throws InlayError invalid_request where the options do not fit together */
const checkCombination = (images: readonly string[], options: FillOptions): void => {
  const { mask, maskDir, sample, sampleDir, out, outDir } = options
  if (out === undefined && outDir === undefined) {
    throw usage(expected('a file name', '--out', undefined))
  }
  if (out !== undefined && outDir !== undefined)
    throw usage('Expected --out or --out-dir, not both')
  if (mask !== undefined && maskDir !== undefined) {
    throw usage('Expected --mask or --mask-dir, not both')
  }
  if (sample !== undefined && sampleDir !== undefined) {
    throw usage('Expected --sample or --sample-dir, not both')
  }
  if (options.invertSample === true && sample === undefined && sampleDir === undefined) {
    throw usage(expected('a file name', '--sample', undefined))
  }
  if (mask === undefined && maskDir === undefined && operationOf(options) !== 'expand') {
    throw usage(`${expected('a file name', '--mask', undefined)} (white is filled, black is kept)`)
  }
  if (out !== undefined && images.length > 1) {
    throw usage(`Expected one image with --out but received ${images.length}; use --out-dir`)
  }
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false

/** A folder stands for the pictures right inside it, in order of their names. */
const expandFolder = async (path: string): Promise<string[]> => {
  if (!(await isFolder(path))) return [path]
  const names = (await readdir(path)).filter((name) => kindOfName(name) !== undefined).sort()
  if (names.length === 0) throw usage(expected('a folder with pictures', 'IMAGE', path))
  return names.map((name) => join(path, name))
}

const expandFolders = async (paths: readonly string[]): Promise<string[]> =>
  (await Promise.all(paths.map(expandFolder))).flat()

/** Two images of one name would write over each other's result. */
const checkCollisions = async (tasks: readonly FillTask[]): Promise<void> => {
  const [first] = tasks.flatMap(({ outputs }) => outputs)
  const folds = first !== undefined && (await foldsCase(dirname(resolve(first))))
  const owner = new Map<string, string>()
  for (const { image, outputs } of tasks) {
    for (const output of outputs) {
      const key = folds ? foldedName(resolve(output)) : resolve(output)
      const other = owner.get(key)
      if (other !== undefined) {
        throw usage(`${other} and ${image} would both be written to ${basename(output)}`)
      }
      owner.set(key, image)
    }
  }
}

/**
 * @throws InlayError output_exists when a result would land on any image or mask of the run,
 *   whatever links or spellings lead there
 */
const protectInputs = async (tasks: readonly FillTask[]): Promise<void> => {
  const isInput = await fileSet(
    tasks.flatMap(({ image, mask, sample, guide, reference }) =>
      [image, mask, sample, guide, reference].flatMap((path) => (path === undefined ? [] : [path])),
    ),
  )
  for (const output of tasks.flatMap(({ outputs }) => outputs)) {
    if (await isInput(output)) {
      throw new InlayError('output_exists', `${basename(output)} is one of the inputs.`)
    }
  }
}

const prepareFolder = async (folder: string, mayMake: boolean): Promise<void> => {
  try {
    if (mayMake) await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const why =
      code === 'ENOENT'
        ? 'The folder to write into does not exist.'
        : code === 'ENOTDIR' || code === 'EEXIST'
          ? 'The place to write into is not a folder.'
          : 'The folder to write into does not allow it.'
    throw new InlayError('file_unwritable', why, { cause })
  }
}

/**
 * Reads folders, never pixels. Problems of one image in a batch stay with its task; everything
 * else is thrown before anything is written.
 * @throws InlayError invalid_request | file_unreadable | file_unwritable | output_exists
 */
export const planFill = async (
  paths: readonly string[],
  options: FillOptions,
): Promise<FillPlan> => {
  const images = await expandFolders(paths)
  checkCombination(images, options)
  const form = options.form ?? 'composite'
  const count = variationsOf({ operation: operationOf(options), variations: options.variations })
  const { out, outDir } = options
  if (out !== undefined && (await isFolder(out))) {
    throw usage(`${expected('a file name', '--out', out)}, which is a folder; use --out-dir`)
  }
  const { mask: oneMask, maskDir, sample: oneSample, sampleDir } = options
  const maskOf = maskDir === undefined ? () => oneMask : await openMaskFolder(maskDir)
  const sampleOf =
    sampleDir === undefined ? () => oneSample : await openMaskFolder(sampleDir, SAMPLE_FOLDER)

  const tasks = images.map((image): FillTask => {
    const name = outDir === undefined ? (out ?? '') : nameInFolder(outDir, image, form)
    const base = {
      image,
      outputs: variationNames(name, count),
      kind: kindToWrite(name, form),
      form,
    }
    try {
      const mask = maskOf(image)
      const sample = sampleOf(image)
      return {
        ...base,
        ...(mask !== undefined && { mask }),
        ...(sample !== undefined && { sample }),
        ...(options.guide !== undefined && { guide: options.guide }),
        ...(options.reference !== undefined && { reference: options.reference }),
      }
    } catch (error) {
      if (outDir === undefined) throw error
      return { ...base, problem: asInlayError(error) }
    }
  })
  await checkCollisions(tasks)
  await protectInputs(tasks)
  await prepareFolder(outDir ?? dirname(resolve(out ?? '')), outDir !== undefined)
  return { isBatch: outDir !== undefined, tasks }
}
