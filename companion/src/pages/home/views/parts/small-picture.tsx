/** A small look at a picture: itself first, the result of a fill once that is there. */
import { useEffect, useRef } from 'preact/hooks'
import { client } from '../../companion.ts'
import './parts.css'

/** Pixels of the screen's own, for displays of two in one. */
const SIDE = 112

export interface SmallPictureProps {
  /** The same one as long as it is the same picture. */
  readonly picture: { read(): Promise<Blob> }
  /** The fill whose result is shown instead, once there is one. */
  readonly fill: string | undefined
  /** Which of its variations. */
  readonly index?: number
}

export const SmallPicture = ({ picture, fill, index = 0 }: SmallPictureProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    let isOver = false
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      watch.disconnect()
      smallOf(picture, fill, index).then(
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
  }, [picture, fill, index])
  return (
    <span class="small-picture" aria-hidden="true">
      <canvas ref={canvas} width={SIDE} height={SIDE} />
    </span>
  )
}

const smallOf = async (
  picture: SmallPictureProps['picture'],
  fill: string | undefined,
  index: number,
): Promise<ImageBitmap> =>
  fill === undefined
    ? createImageBitmap(await picture.read(), { resizeHeight: SIDE, resizeQuality: 'medium' })
    : createImageBitmap(
        new Blob([await client.resultFile(fill, index, { format: 'webp', side: 2 * SIDE })]),
      )

/** The middle of it, filling the square. */
const draw = (canvas: HTMLCanvasElement, bitmap: ImageBitmap): void => {
  const scale = Math.max(SIDE / bitmap.width, SIDE / bitmap.height)
  const [width, height] = [bitmap.width * scale, bitmap.height * scale]
  canvas.getContext('2d')?.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height)
}
