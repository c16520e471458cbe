/** Gives a job its memory and lays the crop into it. */
import { hasAlpha, type PixelImage } from '@inlay/shared'
import { CONTROL, HEAP } from './constants.ts'
import type { Job } from './job.ts'
import { type Box, planMemory, writeDescriptors } from './layout.ts'
import type { SharedMemory } from './messages.ts'
import type { Planes } from './small.ts'

const PAGE = 65536

export const bytesOf = (image: PixelImage): Uint8Array =>
  new Uint8Array(image.data.buffer, image.data.byteOffset, image.data.byteLength)

/** Smallest box of the pixels above 0; undefined when there are none. */
export const holeBox = (data: Uint8Array, width: number, height: number): Box | undefined => {
  let top = 0
  while (top < height && isClear(data, top * width, width)) top += 1
  if (top === height) return undefined
  let bottom = height
  while (isClear(data, (bottom - 1) * width, width)) bottom -= 1
  let left = width
  let right = 0
  for (let y = top; y < bottom; y++) {
    const row = y * width
    let x = 0
    while (x < left && data[row + x] === 0) x += 1
    left = Math.min(left, x)
    x = width
    while (x > right && data[row + x - 1] === 0) x -= 1
    right = Math.max(right, x)
  }
  return { left, top, width: right - left, height: bottom - top }
}

const isClear = (data: Uint8Array, start: number, length: number): boolean => {
  for (let i = start; i < start + length; i++) if (data[i] !== 0) return false
  return true
}

export const planJob = (
  planes: Planes,
  hole: Box,
  more: Pick<Job, 'seed' | 'guide' | 'wantPreview' | 'tuning'>,
): Job => {
  const { width, height, channels, data } = planes.image
  return {
    plan: planMemory(
      width,
      height,
      hole,
      data.byteLength,
      planes.source !== undefined || planes.known !== undefined,
      more.tuning.blendCycles > 0,
    ),
    width,
    height,
    channels,
    sampleBytes: data.BYTES_PER_ELEMENT,
    held: isHeld(planes),
    hasBlank: hasAlpha(channels) || planes.known !== undefined,
    ...more,
  }
}

/** A fresh memory of at least `bytes`; it never grows, so views on it stay good. */
export const allocate = (bytes: number, forWasm: boolean): SharedMemory => {
  const pages = Math.ceil(bytes / PAGE)
  return forWasm
    ? new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
    : new SharedArrayBuffer(pages * PAGE)
}

/** Lays the crop, its masks and the descriptors into the memory and clears the control block. */
export const layIn = (buffer: ArrayBufferLike, job: Job, planes: Planes): void => {
  const { raw } = job.plan
  const bytes = new Uint8Array(buffer)
  bytes.fill(0, CONTROL, HEAP)
  clearFlagPadding(bytes, job)
  writeDescriptors(job.plan, new Int32Array(buffer))
  bytes.set(bytesOf(planes.image), raw.image)
  bytes.set(planes.hole.data, raw.hole)
  if (raw.source !== 0) writeSources(bytes.subarray(raw.source), planes)
}

/** True when less than half of the pixels that guide may serve as sources. */
const isHeld = ({ source, known, hole }: Planes): boolean => {
  if (source === undefined) return false
  let guides = 0
  let serves = 0
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] !== 0 || known?.data[i] === 0) continue
    guides += 1
    if (source.data[i] !== 0) serves += 1
  }
  return serves * 2 < guides
}

/**
 * 255: may serve; 128: guides but never serves; 0: its colour means nothing. The hole is none of the
 * three: what is said of it must not spread over its rim when levels are halved.
 */
const writeSources = (to: Uint8Array, { source, known, hole }: Planes): void => {
  for (let i = 0; i < hole.data.length; i++) {
    const means = known === undefined || known.data[i] !== 0
    const serves = source === undefined || source.data[i] !== 0 || hole.data[i] !== 0
    to[i] = means ? (serves ? 255 : 128) : 0
  }
}

/** Flag bytes between rows are looked at and never written: a reused memory must not leave any there. */
const clearFlagPadding = (bytes: Uint8Array, job: Job): void => {
  for (const { flags, stride, width, height } of job.plan.levels) {
    for (let y = 0; y < height; y++) {
      bytes.fill(0, flags + y * stride + width, flags + (y + 1) * stride)
    }
  }
}
