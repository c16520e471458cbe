/** The playground's stage under test: what is painted on it, shown by it and sent from it. */
import { differing } from '@inlay/companion/pipeline/testing/pictures.ts'
import {
  type BrushStroke,
  type Extent,
  FillAccepted,
  type FillRequest,
  type Mask,
  type Point,
} from '@inlay/shared'
import type { Response } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { fixture, type Look, type PageUnderTest } from './page.ts'
import { playground } from './playground.ts'

export interface Sent {
  readonly request: FillRequest
  readonly mask: Mask
  readonly image: Uint8Array
}

export const chelsea = { width: 451, height: 300 }

export const line = (from: Point, to: Point, count: number): Point[] =>
  Array.from({ length: count + 1 }, (_, i) => ({
    x: Math.round(from.x + ((to.x - from.x) * i) / count),
    y: Math.round(from.y + ((to.y - from.y) * i) / count),
  }))

export const strokeOf = (
  points: readonly Point[],
  more: Partial<BrushStroke> = {},
): BrushStroke => ({
  ...{ erase: false, size: 48, hardness: 0.8 },
  points: points.map(({ x, y }) => ({ x, y, pressure: 1 })),
  ...more,
})

export const blank = ({ width, height }: Extent) => ({
  ...{ width, height, scale: 1 },
  data: new Uint8Array(width * height),
})

export const easel = (ui: PageUnderTest) => {
  const stage = () => ui.page.locator('.stage')
  const bench = playground(ui)
  const opened = async (name: string, buffer: Uint8Array, look: Look = {}): Promise<void> => {
    await bench.start({ width: 1200, height: 800, ...look })
    await bench.open({ name, mimeType: 'image/png', buffer: Buffer.from(buffer) })
  }
  const openChelsea = async (look?: Look): Promise<void> => {
    await opened('chelsea.png', await fixture('chelsea.png'), look)
  }

  /** Pixel for pixel, the picture lies here: its corner on the page. */
  const actual = async (picture: Extent, ratio = 1): Promise<Point> => {
    await ui.page.keyboard.press('1')
    await ui.page.getByText('100%', { exact: true }).waitFor()
    const box = await stage().boundingBox()
    if (box === null) throw new Error('There is no stage.')
    const snap = (value: number): number => Math.round(value * ratio) / ratio
    return {
      x: box.x + snap((box.width - picture.width / ratio) / 2),
      y: box.y + snap((box.height - picture.height / ratio) / 2),
    }
  }
  const drag = async (points: readonly Point[], corner: Point, ratio = 1): Promise<void> => {
    const { mouse } = ui.page
    for (const [i, { x, y }] of points.entries()) {
      await mouse.move(corner.x + x / ratio, corner.y + y / ratio)
      if (i === 0) await mouse.down()
    }
    await mouse.up()
  }
  /** What the companion is handed when the person presses the button. */
  const run = async (): Promise<Sent> => {
    const taken = ui.page.waitForResponse(isFill)
    await ui.page.locator('button.edit-run').click()
    const { id } = FillAccepted.parse(await (await taken).json())
    const client = ui.client()
    const [request, image, png] = await Promise.all([
      client.request(id),
      client.input(id, 'image'),
      client.input(id, 'mask'),
    ])
    // It waits, and must keep nobody waiting when the next test lets the companion go on.
    await client.cancel(id)
    expect(await sharp(png).metadata()).toMatchObject({
      format: 'png',
      channels: 1,
      depth: 'uchar',
    })
    const { data, info } = await sharp(png)
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const mask = { width: info.width, height: info.height, data: new Uint8Array(data) }
    return { request, image, mask }
  }
  const isFill = (response: Response): boolean =>
    response.status() === 202 && response.url().includes('/v1/fills')

  /** The veil over the picture, read off the screen: alpha is the mask. */
  const veil = async (picture: Extent, corner: Point): Promise<Uint8Array> => {
    const values = await ui.page.evaluate(
      ([x, y, width, height]) => {
        const canvas = document.querySelector('.stage-veil')
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('There is no veil.')
        const box = canvas.getBoundingClientRect()
        const { data } = canvas.getContext('2d')!.getImageData(x - box.x, y - box.y, width, height)
        let text = ''
        for (let i = 3; i < data.length; i += 4) text += String.fromCharCode(data[i]!)
        return text
      },
      [corner.x, corner.y, picture.width, picture.height] as const,
    )
    return Uint8Array.from(values, (letter) => letter.charCodeAt(0))
  }
  const seenAs = (expected: Mask, corner: Point): Promise<void> =>
    expect.poll(async () => differing(await veil(expected, corner), expected.data)).toBe(0)

  return { bench, stage, opened, openChelsea, actual, drag, run, seenAs }
}
