/** The pictures along the line: for the screen in layers, patch over patch; for the next fill as files. */
import { type Bounds, type Client, extentArea } from '@inlay/shared'
import type { Layer, OpenedPicture, Picture } from '../contract.ts'
import { layoutAt } from './layout.ts'
import { type EditLine, type Step, variationOf } from './line.ts'

/** Pixels of a patch that are held for the screen; a larger one is shown at a smaller size. */
const SHOWN_PIXELS = 16e6

/** Whole pictures held as files: the one at hand and the one before it. */
const HELD_FILES = 2

export interface PictureBook {
  /** Fetches what is missing. */
  pictureAt(line: EditLine, at: number): Promise<Picture>
  /** One variation of a step over the picture before it, whichever is chosen. */
  variationAt(line: EditLine, index: number, chosen: number): Promise<Picture>
  /** Exactly the pixels that the companion has, with all their metadata. */
  fileAt(line: EditLine, at: number): Promise<Blob>
  /** Lets go of what none of these needs. */
  keepOnly(lines: readonly EditLine[]): void
  close(): void
}

const patchKey = (id: string, index: number): string => `${id}/${index}`

const keyOf = ({ steps }: EditLine, at: number): string =>
  steps
    .slice(0, at)
    .map(({ id, chosen }) => `${id.slice(0, 8)}.${chosen}`)
    .join(' ')

/** Straight into a bitmap of a size the screen can use. */
const decode = (png: Uint8Array<ArrayBuffer>, { width, height }: Bounds): Promise<ImageBitmap> => {
  const blob = new Blob([png], { type: 'image/png' })
  const ratio = Math.sqrt(SHOWN_PIXELS / extentArea({ width, height }))
  return ratio >= 1
    ? createImageBitmap(blob)
    : createImageBitmap(blob, {
        resizeWidth: Math.max(1, Math.round(width * ratio)),
        resizeHeight: Math.max(1, Math.round(height * ratio)),
        resizeQuality: 'medium',
      })
}

export const createPictureBook = (
  client: Client<AbortSignal>,
  original: OpenedPicture,
): PictureBook => {
  const patches = new Map<string, Promise<ImageBitmap>>()
  const files = new Map<string, Promise<Blob>>()

  const patchOf = (id: string, index: number, bounds: Bounds): Promise<ImageBitmap> => {
    const key = patchKey(id, index)
    const known = patches.get(key)
    if (known !== undefined) return known
    const made = client.resultPng(id, index).then((png) => decode(png, bounds))
    patches.set(key, made)
    made.catch(() => patches.delete(key))
    return made
  }

  const letGo = (key: string): void => {
    void patches.get(key)?.then(
      (bitmap) => bitmap.close(),
      () => undefined,
    )
    patches.delete(key)
  }

  const pictureAt: PictureBook['pictureAt'] = async (line, at) => {
    const { extent, original: place, patches: placed } = layoutAt(line, at)
    const below = original.layers.map(({ source, bounds }): Layer => {
      const { left, top } = bounds
      return { source, bounds: { ...bounds, left: left + place.left, top: top + place.top } }
    })
    const above = await Promise.all(
      placed.map(async ({ step, bounds }): Promise<Layer> => {
        const index = variationOf(step)?.index ?? 0
        return { source: await patchOf(step.id, index, bounds), bounds }
      }),
    )
    return { ...extent, key: `${original.key} ${keyOf(line, at)}`, layers: [...below, ...above] }
  }

  return {
    pictureAt,
    variationAt: (line, index, chosen) => {
      const steps = line.steps.map((step, i): Step => (i === index ? { ...step, chosen } : step))
      return pictureAt({ ...line, steps }, index + 1)
    },
    fileAt: (line, at) => {
      const step = line.steps[at - 1]
      if (step === undefined) return Promise.resolve(original.blob)
      const index = variationOf(step)?.index ?? 0
      const key = patchKey(step.id, index)
      const known = files.get(key)
      const made =
        known ??
        client
          .resultPng(step.id, index, { form: 'composite' })
          .then((png) => new Blob([png], { type: 'image/png' }))
      // The one asked for last is the last to go.
      files.delete(key)
      files.set(key, made)
      made.catch(() => files.delete(key))
      for (const old of [...files.keys()].slice(0, -HELD_FILES)) files.delete(old)
      return made
    },
    keepOnly: (lines) => {
      const needed = new Set(
        lines.flatMap(({ steps, at }) =>
          steps.flatMap(({ id, report, chosen }, index) =>
            index === at - 1
              ? report.variations.map((one) => patchKey(id, one.index))
              : [patchKey(id, report.variations[chosen]?.index ?? 0)],
          ),
        ),
      )
      for (const key of [...patches.keys()]) if (!needed.has(key)) letGo(key)
    },
    close: () => {
      for (const key of [...patches.keys()]) letGo(key)
      files.clear()
      original.close()
    },
  }
}
