/** Colours of latents, from a made-up VAE whose colours are known. */
import { describe, expect, it } from 'vitest'
import type { Planes } from '../image/planes.ts'
import { createNoise } from '../random/create.ts'
import { latentColours } from './colours.ts'

/** A picture of `side` squares a side and latents that hold its colours, mixed, and some noise. */
const pair = (channels: number, side: number, seed: number): { latents: Planes; image: Planes } => {
  const noise = createNoise('torch-cpu', seed)
  const area = side * side
  const colours = noise.normal([3, side, side]).map((value) => Math.tanh(value / 2))
  const mixing = createNoise('torch-cpu', 1).normal([channels, 3])
  const data = noise.normal([channels, side, side]).map((value) => value * 0.05)
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < area; i++) {
      for (let k = 0; k < 3; k++) data[c * area + i]! += mixing[c * 3 + k]! * colours[k * area + i]!
      data[c * area + i]! += 0.3
    }
  }
  const image = new Float32Array(3 * area * 64)
  for (let k = 0; k < 3; k++) {
    for (let y = 0; y < side * 8; y++) {
      for (let x = 0; x < side * 8; x++) {
        image[(k * side * 8 + y) * side * 8 + x] = colours[k * area + (y >> 3) * side + (x >> 3)]!
      }
    }
  }
  return {
    latents: { width: side, height: side, channels, data },
    image: { width: side * 8, height: side * 8, channels: 3, data: image },
  }
}

describe.each([4, 16])('%i channels', (channels) => {
  it('shows the colours of latents it has never seen', () => {
    const colours = latentColours(channels)
    const known = pair(channels, 24, 5)
    colours.add(known.latents, known.image)
    const { latents, image } = pair(channels, 8, 6)
    const preview = colours.preview(latents)
    expect(preview).toMatchObject({ width: 8, height: 8, channels: 3 })
    let most = 0
    for (let i = 0; i < 64; i++) {
      for (let k = 0; k < 3; k++) {
        const at = (k * 64 + (i >> 3) * 8) * 64 + (i % 8) * 8
        most = Math.max(most, Math.abs((image.data[at]! + 1) * 127.5 - preview!.data[i * 3 + k]!))
      }
    }
    expect(most).toBeLessThan(30)
  })

  it('stays calm on a plain wall, whose latents say nothing of other colours', () => {
    const colours = latentColours(channels)
    const area = 64
    const wall = {
      width: 8,
      height: 8,
      channels,
      data: new Float32Array(channels * area).fill(0.7),
    }
    const image = { width: 64, height: 64, channels: 3, data: new Float32Array(3 * 4096).fill(0.2) }
    colours.add(wall, image)
    expect([...colours.preview(wall)!.data].every((byte) => Math.abs(byte - 153) < 3)).toBe(true)
  })
})

it('shows nothing before it has learned', () => {
  const latents = { width: 1, height: 1, channels: 4, data: new Float32Array(4) }
  expect(latentColours(4).preview(latents)).toBeNull()
})
