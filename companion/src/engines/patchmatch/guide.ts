/**
 * Starts a run from a rough answer instead of from the rim: the colours under the hole become those
 * of the coarsest level, and the search looks for the picture's own patches like them.
 */
import { BLANK, FRESH, HOLE } from './constants.ts'
import type { Job } from './job.ts'
import type { LevelPlan } from './layout.ts'

/** Level whose pixels are as coarse as the guide's detail. @param detail crop pixels per detail */
export const guideLevel = (detail: number): number => Math.max(0, Math.round(Math.log2(detail)))

/** Mean colour of the hole's part of each pixel's block, from the raw crop; must come before the fields. */
export const layGuide = (bytes: Uint8Array, job: Job, index: number): void => {
  const level = job.plan.levels[index]!
  for (let y = level.top; y < level.top + level.boxHeight; y++) {
    for (let x = level.left; x < level.left + level.boxWidth; x++) {
      const flag = level.flags + y * level.stride + x
      if ((bytes[flag]! & HOLE) === 0) continue
      const [red, green, blue] = blockMean(bytes, job, x, y, index)
      const to = level.pixels + (y * level.stride + x) * 4
      bytes[to] = red
      bytes[to + 1] = green
      bytes[to + 2] = blue
      bytes[flag] = bytes[flag]! & ~(FRESH | BLANK)
    }
  }
  layTexture(bytes, level)
}

const blockMean = (
  bytes: Uint8Array,
  { plan, width, height, channels, sampleBytes }: Job,
  x: number,
  y: number,
  index: number,
): [number, number, number] => {
  const { image, hole } = plan.raw
  const sum = [0, 0, 0]
  let count = 0
  for (let v = y << index; v < Math.min((y + 1) << index, height); v++) {
    for (let u = x << index; u < Math.min((x + 1) << index, width); u++) {
      const at = v * width + u
      if (bytes[hole + at] === 0) continue
      count += 1
      for (let c = 0; c < 3; c++) {
        // Little-endian: the high byte is the last one.
        const sample = at * channels + (channels >= 3 ? c : 0)
        sum[c] = sum[c]! + bytes[image + sample * sampleBytes + sampleBytes - 1]!
      }
    }
  }
  const mean = (c: number): number => Math.round(sum[c]! / Math.max(count, 1))
  return [mean(0), mean(1), mean(2)]
}

/**
 * The texture channel of hole pixels. Known pixels have the mean slope of the finest level there,
 * which a guide does not have: its own slopes are scaled by what that ratio is among known pixels.
 */
const layTexture = (bytes: Uint8Array, level: LevelPlan): void => {
  const { pixels, flags, stride, width, height } = level
  const luma = (at: number): number => {
    const from = pixels + at * 4
    return (bytes[from]! + 2 * bytes[from + 1]! + bytes[from + 2]!) >> 2
  }
  const slope = (x: number, y: number): number => {
    const at = y * stride + x
    const right = x + 1 < width ? at + 1 : at - 1
    const below = y + 1 < height ? at + stride : at - stride
    return Math.abs(luma(right) - luma(at)) + Math.abs(luma(below) - luma(at))
  }
  let slopes = 0
  let textures = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + x
      if ((bytes[flags + at]! & (HOLE | BLANK)) !== 0) continue
      slopes += slope(x, y)
      textures += bytes[pixels + at * 4 + 3]!
    }
  }
  const ratio = slopes === 0 ? 0 : textures / slopes
  for (let y = level.top; y < level.top + level.boxHeight; y++) {
    for (let x = level.left; x < level.left + level.boxWidth; x++) {
      const at = y * stride + x
      if ((bytes[flags + at]! & HOLE) === 0) continue
      bytes[pixels + at * 4 + 3] = Math.min(Math.round(slope(x, y) * ratio), 255)
    }
  }
}
