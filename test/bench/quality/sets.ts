/** The sets of photos: those in ../shared/data by name, and any folder. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readRgb } from './pixels.ts'
import type { GeneratedFamily, GivenMask, Picture } from './types.ts'

const IMAGE = /\.(png|jpe?g|webp|tiff?|avif)$/i

const GENERATED: readonly GeneratedFamily[] = [
  'object',
  'thin',
  'medium',
  'thick',
  'text',
  'scratches',
  'border',
  'large',
]

/** From the bundle (test/build/bench) and from the sources alike: the folder above the project. */
const sharedData = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (dirname(folder) !== folder) {
    const data = join(folder, 'shared', 'data')
    if (existsSync(join(data, 'README.md'))) return data
    folder = dirname(folder)
  }
  return resolve('..', 'shared', 'data')
}

export const DATA = sharedData()

export const METRIC_MODEL = join(DATA, 'metric', 'squeezenet11_features.onnx')

const imagesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => IMAGE.test(file) && !/_mask\./.test(file))
        .sort()
        .map((file) => join(folder, file))
    : []

const stem = (path: string): string => basename(path, extname(path))

/** `photo.jpg` -> `photo_mask.png` or any other image ending beside it. */
const maskBeside = (path: string): string | undefined => {
  const wanted = `${stem(path)}_mask.`
  const found = readdirSync(dirname(path)).find((f) => f.startsWith(wanted) && IMAGE.test(f))
  return found === undefined ? undefined : join(dirname(path), found)
}

const photo = (
  set: string,
  path: string,
  families: readonly GeneratedFamily[],
  given?: GivenMask,
): Picture => ({
  set,
  name: stem(path),
  load: () => readRgb(path),
  families,
  ...(given === undefined ? {} : { given }),
  stored: {},
})

const photos = (set: string) => (): Picture[] =>
  imagesIn(join(DATA, 'photos', set)).map((path) => photo(set, path, GENERATED))

const removal = (
  set: string,
  name: string,
  blackIsHole: boolean,
  families: readonly GeneratedFamily[],
) =>
  imagesIn(join(DATA, 'photos', set))
    .filter((path) => stem(path).startsWith(name))
    .map((path) => {
      const mask = maskBeside(path)
      const given = mask === undefined ? undefined : { path: mask, blackIsHole, truth: false }
      return photo(set, path, families, given)
    })

const migan = (): Picture[] => {
  const root = join(DATA, 'reference', 'migan-256')
  return imagesIn(join(root, 'images')).map((path) => ({
    ...photo('migan', path, [], {
      path: join(root, 'masks', `${stem(path)}.png`),
      blackIsHole: true,
      truth: true,
    }),
    stored: { migan: join(root, 'results', 'migan', `${stem(path)}.png`) },
  }))
}

const SETS: Readonly<Record<string, () => Picture[]>> = {
  examples: photos('examples'),
  kodak: photos('kodak'),
  pairs: () => removal('pairs', 'bench-dog', false, GENERATED),
  'high-res': () => removal('high-res', '', true, []),
  migan,
}

export const SET_NAMES = Object.keys(SETS)

export const picturesOf = (set: string): Picture[] => SETS[set]?.() ?? []

/** Any folder: generated holes for every picture, and `NAME_mask.*` (white = hole) where there is one. */
export const picturesIn = (folder: string): Picture[] =>
  imagesIn(resolve(folder)).map((path) => {
    const mask = maskBeside(path)
    const given = mask === undefined ? undefined : { path: mask, blackIsHole: false, truth: false }
    return photo(basename(resolve(folder)), path, GENERATED, given)
  })
