/** A small look at a picture of the batch: itself first, its result once that is there. */
import { useEffect, useRef } from 'preact/hooks'
import { client } from '../../companion.ts'
import type { Source } from './batch.ts'

/** Pixels of the screen's own, for displays of two in one. */
const SIDE = 112

export interface ThumbnailProps {
  readonly picture: Source
  /** The fill whose result is shown instead, once there is one. */
  readonly fill: string | undefined
}

export const Thumbnail = ({ picture, fill }: ThumbnailProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    let isOver = false
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      watch.disconnect()
      smallOf(picture, fill).then(
        (bitmap) => {
          if (!isOver) draw(element, bitmap)
          bitmap.close()
        },
        // No browser shows every kind of file, TIFF for one; the row has its name.
        () => undefined,
      )
    })
    watch.observe(element)
    return () => {
      isOver = true
      watch.disconnect()
    }
  }, [picture, fill])
  return (
    <span class="batch-thumbnail" aria-hidden="true">
      <canvas ref={canvas} width={SIDE} height={SIDE} />
    </span>
  )
}

const smallOf = async (picture: Source, fill: string | undefined): Promise<ImageBitmap> =>
  fill === undefined
    ? createImageBitmap(await picture.read(), { resizeHeight: SIDE, resizeQuality: 'medium' })
    : createImageBitmap(
        new Blob([await client.resultFile(fill, 0, { format: 'webp', side: 2 * SIDE })]),
      )

/** The middle of it, filling the square. */
const draw = (canvas: HTMLCanvasElement, bitmap: ImageBitmap): void => {
  const scale = Math.max(SIDE / bitmap.width, SIDE / bitmap.height)
  const [width, height] = [bitmap.width * scale, bitmap.height * scale]
  canvas.getContext('2d')?.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height)
}
