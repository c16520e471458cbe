/** Pictures for the eye: decoded by the browser, made smaller where the window shows no more. */
import { InlayError } from '@inlay/shared'
import { release, sheet } from './canvas.ts'

/** Longest side of what is shown, in pixels: sharp on a large window at 2x. */
const SHOWN = 2048

export interface Shown {
  readonly bitmap: ImageBitmap
  /** Of the file, upright. */
  readonly width: number
  readonly height: number
}

/** @throws InlayError image_unreadable */
export const decode = async (bytes: Uint8Array): Promise<Shown> => {
  const blob = new Blob([new Uint8Array(bytes)])
  try {
    const whole = await createImageBitmap(blob)
    const { width, height } = whole
    const scale = SHOWN / Math.max(width, height)
    if (scale >= 1) return { bitmap: whole, width, height }
    const bitmap = await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeHeight: Math.max(1, Math.round(height * scale)),
      resizeQuality: 'high',
    })
    whole.close()
    return { bitmap, width, height }
  } catch (cause) {
    throw new InlayError('image_unreadable', undefined, { cause })
  }
}

/** Whether any of it is see-through, as far as a small copy tells. */
export const hasHoles = ({ bitmap }: Shown): boolean => {
  const scale = Math.min(1, 256 / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const small = sheet(width, height, true)
  small.context.drawImage(bitmap, 0, 0, width, height)
  const { data } = small.context.getImageData(0, 0, width, height)
  release(small)
  for (let i = 3; i < data.length; i += 4) if (data[i]! < 250) return true
  return false
}
