/** An enlargement comes as a document of its own, as large in print, beneath the selection's mask. */
import type { PixelImage } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { documentOf, edges, openDesk, rasterOf, softSelection } from '../testing/desk.ts'

/** Each pixel twice, in both directions. */
const doubled = (width: number, height: number, data: Uint8Array | Uint16Array): PixelImage => {
  const out =
    data.slice(0, 0).constructor === Uint16Array
      ? new Uint16Array(width * height * 12)
      : new Uint8Array(width * height * 12)
  for (let i = 0; i < out.length; i++) {
    const pixel = Math.floor(i / 3)
    const [x, y] = [(pixel % (width * 2)) >> 1, Math.floor(pixel / (width * 2)) >> 1]
    out[i] = data[(y * width + x) * 3 + (i % 3)] ?? 0
  }
  return { width: width * 2, height: height * 2, channels: 3, data: out }
}

describe('an enlargement', () => {
  it.each([8, 16] as const)('of a soft selection, %i bits', async (bits) => {
    const document = documentOf(
      { selection: softSelection(edges(20, 15, 40, 30)) },
      { bits, resolution: 300, profile: 'Adobe RGB (1998)' },
    )
    const before = document.state
    const { double, host } = openDesk([document])
    const capture = await host.captureForUpscale()
    expect(capture.bounds).toEqual({ left: 20, top: 15, width: 40, height: 30 })
    const bytes = capture.parts.image ?? new Uint8Array()
    const samples =
      bits === 16 ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : bytes
    const id = await host.placeUpscaled(capture, doubled(40, 30, samples))
    const made = double.documentOf(id)
    expect(made).toMatchObject({ bits, resolution: 600, profile: 'Adobe RGB (1998)' })
    expect([made.state.width, made.state.height]).toEqual([80, 60])
    expect(made.state.layers.map(({ name }) => name)).toEqual(['Enlarged'])
    expect(made.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: enlarged'])
    const mask = made.state.layers[0]?.mask?.raster
    const full = bits === 16 ? 32768 : 255
    expect(Math.max(...(mask?.data ?? []))).toBe(full)
    expect(new Set(mask?.data).size).toBeGreaterThan(60)
    expect(double.activeId).toBe(id)
    expect(document.state).toBe(before)
    expect(double.gate.offences).toEqual([])
  })

  it('needs no mask for a plain box, nor any selection', async () => {
    const box = rasterOf(edges(10, 10, 20, 10), 1, 8, () => 255)
    for (const selection of [box, null]) {
      const document = documentOf({ selection })
      const { double, host } = openDesk([document])
      const capture = await host.captureForUpscale()
      expect(capture.mask).toBeNull()
      const { width, height } = capture.bounds
      const id = await host.placeUpscaled(
        capture,
        doubled(width, height, capture.parts.image ?? new Uint8Array()),
      )
      expect(double.documentOf(id).state.layers[0]?.mask).toBeNull()
    }
  })

  it('goes through sRGB where no new document could have the profile', async () => {
    const { host } = openDesk([documentOf({}, { profile: 'My camera' })])
    await expect(host.captureForUpscale()).rejects.toThrow('The double does not know My camera')
    const grey = openDesk([documentOf({}, { mode: 'grayscaleMode', profile: 'Gray Gamma 2.2' })])
    expect((await grey.host.captureForUpscale()).profile).toBe('sRGB IEC61966-2.1')
  })

  it('leaves no document behind when it is cancelled', async () => {
    const document = documentOf({ selection: softSelection(edges(20, 15, 10, 10)) })
    const { double, host } = openDesk([document])
    const capture = await host.captureForUpscale()
    const pixels = doubled(10, 10, capture.parts.image ?? new Uint8Array())
    for (let at = 0, done = false; !done; at++) {
      const first = double.gate.calls.length
      double.gate.beforeCall = (index) => {
        if (index - first === at) double.gate.cancel()
      }
      done = await host.placeUpscaled(capture, pixels).then(
        () => true,
        () => false,
      )
      if (!done) expect(double.documents).toEqual([document])
    }
    expect(double.documents.length).toBe(2)
    expect(double.gate.offences).toEqual([])
  })
})
