/** Which file of a folder is a picture, which is a mask, and which mask belongs to which picture. */

/** A file as a folder's listing names it. */
export interface Listed {
  /** Below the folder that was chosen, with `/`: "day 1/beach.jpg". */
  readonly path: string
}

export interface Pair<F> {
  readonly picture: F
  readonly mask: F | undefined
}

export interface Pairs<F> {
  /** In the order people count: 2 before 10. */
  readonly pairs: readonly Pair<F>[]
  /** Masks that no picture belongs to, and second ones of the same picture. */
  readonly left: readonly F[]
}

/** Kinds of file that the companion reads. */
const PICTURE = /\.(png|jpe?g|webp|tiff?|avif)$/i
/** "beach_mask", "beach-mask001", "beach.jpg mask": as the tools of the field name them. */
const MASK_NAME = /^(.+?)[ ._-]+mask[ ._-]?\d*$/i
const MASK_FOLDER = /^masks?$/i

const inOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

interface Place {
  /** Folders above it, without those that only say "masks". */
  readonly folder: string
  /** Without its ending. */
  readonly name: string
  /** What the picture is called whose mask it is: "beach.jpg_mask" is that of "beach". */
  readonly of: string
  readonly isMask: boolean
}

const placeOf = (path: string): Place => {
  const parts = path.toLowerCase().split('/')
  const name = (parts.pop() ?? '').replace(PICTURE, '')
  const [, named] = MASK_NAME.exec(name) ?? []
  return {
    folder: parts.filter((part) => !MASK_FOLDER.test(part)).join('/'),
    name,
    of: (named ?? name).replace(PICTURE, ''),
    isMask: named !== undefined || parts.some((part) => MASK_FOLDER.test(part)),
  }
}

/** Pictures and masks alone, in order: no hidden files, none of another kind. */
export const picturesOf = <F extends Listed>(files: readonly F[]): readonly F[] =>
  files
    .filter(({ path }) => PICTURE.test(path) && !path.split('/').some((part) => /^\./.test(part)))
    .sort((a, b) => inOrder.compare(a.path, b.path))

/**
 * Pairs by name: "beach.jpg" with "beach_mask.png" beside it, or with "beach.png" in a folder
 * "masks" wherever that lies, when no other picture has that name.
 * @param masks a folder of their own: all of it is masks then, and nothing else is
 */
export const pairUp = <F extends Listed>(files: readonly F[], masks?: readonly F[]): Pairs<F> => {
  const placed = (list: readonly F[]) =>
    picturesOf(list).map((file) => ({ file, ...placeOf(file.path) }))
  const own = placed(files)
  const isApart = masks !== undefined
  const pictures = own.filter(({ isMask }) => isApart || !isMask)
  const free = new Set(isApart ? placed(masks) : own.filter(({ isMask }) => isMask))
  const namesakes = new Map<string, number>()
  for (const { name } of pictures) namesakes.set(name, (namesakes.get(name) ?? 0) + 1)
  const pairs = pictures.map(({ file, folder, name }): Pair<F> => {
    const named = [...free].filter((mask) => mask.of === name || (isApart && mask.name === name))
    const found =
      named.find((mask) => mask.folder === folder) ??
      (namesakes.get(name) === 1 && named.length === 1 ? named[0] : undefined)
    if (found !== undefined) free.delete(found)
    return { picture: file, mask: found?.file }
  })
  return { pairs, left: [...free].map(({ file }) => file) }
}
