/** Canvases to work on, off the page. */
import { InlayError } from '@inlay/shared'

export interface Sheet {
  readonly canvas: HTMLCanvasElement
  readonly context: CanvasRenderingContext2D
}

/** @throws InlayError out_of_memory when the browser gives none */
export const sheet = (width: number, height: number, isRead = false): Sheet => {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: isRead })
  if (context === null) throw new InlayError('out_of_memory')
  return { canvas, context }
}

/** Lets go of a canvas's memory at once; browsers take their time otherwise. */
export const release = ({ canvas }: Sheet): void => {
  canvas.width = 0
  canvas.height = 0
}
