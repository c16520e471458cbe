/** A small look at a picture of the batch: itself first, its result once that is there. */
import { useEffect, useRef } from 'preact/hooks'
import type { Source } from './batch.ts'

/** Pixels of the screen's own, for displays of two in one. */
const SIDE = 112

export const Thumbnail = ({
  picture,
}: {
  readonly picture: Source
  readonly fill: string | undefined
}) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    let isOver = false
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      watch.disconnect()
      smallOf(picture).then(
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
  }, [picture])
  return (
    <span class="batch-thumbnail" aria-hidden="true">
      <canvas ref={canvas} width={SIDE} height={SIDE} />
    </span>
  )
}

const smallOf = async (picture: Source): Promise<ImageBitmap> =>
  createImageBitmap(await picture.read(), { resizeHeight: SIDE, resizeQuality: 'medium' })

/** The middle of it, filling the square. */
const draw = (canvas: HTMLCanvasElement, bitmap: ImageBitmap): void => {
  const scale = Math.max(SIDE / bitmap.width, SIDE / bitmap.height)
  const [width, height] = [bitmap.width * scale, bitmap.height * scale]
  canvas.getContext('2d')?.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height)
}
