/** The mask families by name: every generated hole of the benchmark comes from here. */
import type { Expansion, Mask } from '@inlay/shared'
import { randomFrom } from '../random.ts'
import type { GeneratedFamily } from '../types.ts'
import { largeMask, objectMask } from './blobs.ts'
import { borderMask } from './border.ts'
import type { Size } from './draw.ts'
import { scratchMask } from './scratches.ts'
import { SCRIBBLES, scribbleMask } from './scribbles.ts'
import { textMask } from './text.ts'

export interface GeneratedMask {
  /** 255 in the hole, 0 elsewhere. */
  readonly mask: Mask
  readonly expand?: Expansion
}

/** The same family, size and seed text give the same mask on every machine. */
export const generateMask = (family: GeneratedFamily, size: Size, seed: string): GeneratedMask => {
  const random = randomFrom(`${seed}/${family}`)
  switch (family) {
    case 'object':
      return { mask: objectMask(size, random) }
    case 'large':
      return { mask: largeMask(size, random) }
    case 'thin':
    case 'medium':
    case 'thick':
      return { mask: scribbleMask(size, random, SCRIBBLES[family]) }
    case 'text':
      return { mask: textMask(size, random) }
    case 'scratches':
      return { mask: scratchMask(size, random) }
    case 'border':
      return borderMask(size, random)
  }
}
