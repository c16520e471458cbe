import { describe, expect, it } from 'vitest'
import type { Device } from '../../../inference/device.ts'
import type { DiffusionModel, VaeConstants } from './describe.ts'
import type { PartFiles, PartName } from './folder.ts'
import { chooseBatch, chooseTier } from './tier.ts'

const part = (bytes: number): PartFiles => ({
  graph: { path: 'model.onnx', external: [] },
  inputs: [],
  outputs: [],
  bytes,
})
const vae: VaeConstants = { channels: 4, factor: 8, scaling: 1, shift: 0, samplesItself: false }
const model = (
  parts: Partial<Record<PartName, number>>,
): Pick<DiffusionModel, 'parts' | 'vae'> => ({
  vae,
  parts: Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, part(bytes)])),
})
const SD15 = model({ text_encoder: 0.25e9, unet: 1.72e9, vae_encoder: 0.07e9, vae_decoder: 0.1e9 })
const SDXL = model({ text_encoder: 0.25e9, text_encoder_2: 1.4e9, unet: 5.1e9, vae_decoder: 0.2e9 })

const at = (provider: 'cpu' | 'cuda', free: number | undefined) => {
  const device: Device = {
    usable: [{ provider, ms: 1 }],
    refused: [],
    notes: [],
  }
  return {
    device: async () => device,
    room: async () => (free === undefined ? undefined : { total: free, free }),
  }
}
const SIZE = { width: 512, height: 512 }

describe('tiers', () => {
  it('have all nets in memory where that leaves as much again, and one after the other elsewhere', async () => {
    expect(await chooseTier(SD15, at('cuda', 8e9))).toEqual({ inTurn: false })
    expect(await chooseTier(SDXL, at('cuda', 8e9))).toEqual({ inTurn: true })
    expect(await chooseTier(SDXL, at('cuda', 24e9))).toEqual({ inTurn: false })
    expect(await chooseTier(SDXL, at('cuda', undefined))).toEqual({ inTurn: true })
    expect(await chooseTier(SD15, at('cpu', 3e9))).toEqual({ inTurn: true })
  })

  it('let variations run together on a card that has room, never on a processor', async () => {
    expect(await chooseBatch(SD15, SIZE, 3, at('cuda', 24e9))).toBe(3)
    expect(await chooseBatch(SD15, SIZE, 3, at('cuda', 8e9))).toBe(2)
    expect(await chooseBatch(SD15, SIZE, 3, at('cuda', 3e9))).toBe(1)
    expect(await chooseBatch(SD15, SIZE, 3, at('cpu', 64e9))).toBe(1)
    expect(await chooseBatch(SD15, SIZE, 1, at('cuda', 64e9))).toBe(1)
  })
})
