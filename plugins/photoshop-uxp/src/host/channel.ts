/** Masks and selections: one grey channel, read and written to the last level. */
import { type Bounds, boundsIntersect, boundsTranslate } from '@inlay/shared'
import { toBounds, toEdges } from './edges.ts'
import type { Scope, Surroundings } from './modal.ts'
import type { PsImageData, PsPixels } from './modules.ts'
import { eachRow } from './slices.ts'

/** Samples of a place; what lies around it is 0. 16 bits hold 0..32768, as Photoshop does. */
export interface Channel {
  readonly bounds: Bounds
  readonly data: Uint8Array | Uint16Array
  /** The profile Photoshop reads its greys in; empty when it does not say. */
  readonly profile: string
}

const emptyLike = (data: Channel['data'], length: number): Channel['data'] =>
  data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length)

/** The samples of another place. */
export const cutChannel = async (
  { timers }: Surroundings,
  channel: Channel,
  bounds: Bounds,
): Promise<Channel> => {
  const data = emptyLike(channel.data, bounds.width * bounds.height)
  const common = boundsIntersect(channel.bounds, bounds)
  if (common !== null) {
    await eachRow(timers, common.height, (y) => {
      const row = common.top + y
      const from = (row - channel.bounds.top) * channel.bounds.width
      const at = from + common.left - channel.bounds.left
      const to = (row - bounds.top) * bounds.width + common.left - bounds.left
      data.set(channel.data.subarray(at, at + common.width), to)
    })
  }
  return { bounds, data, profile: channel.profile }
}

/** The tight box of what is above 0, in pixels of the document, and whether all of it is full on. */
export const inspectChannel = async (
  { timers }: Surroundings,
  scope: Scope,
  { bounds, data }: Channel,
): Promise<{ painted: Bounds | null; everything: boolean }> => {
  const { width, height } = bounds
  const full = data instanceof Uint16Array ? 32768 : 255
  let everything = true
  let [left, top, right, bottom] = [width, height, 0, 0]
  const row = (y: number): void => {
    const start = y * width
    let [first, last] = [-1, -1]
    for (let x = 0; x < width; x++) {
      const value = data[start + x]!
      if (value !== full) everything = false
      if (value === 0) continue
      if (first < 0) first = x
      last = x
    }
    if (first < 0) return
    left = Math.min(left, first)
    right = Math.max(right, last + 1)
    top = Math.min(top, y)
    bottom = y + 1
  }
  await eachRow(timers, height, row, scope.check)
  const painted = right > left ? toBounds({ left, top, right, bottom }) : null
  return {
    painted: painted === null ? null : boundsTranslate(painted, bounds.left, bounds.top),
    everything,
  }
}

/** What the call gave, padded to the bounds that were asked for; the image data is disposed of. */
const takeChannel = async (
  around: Surroundings,
  pixels: PsPixels,
  bounds: Bounds,
): Promise<Channel> => {
  const { imageData, sourceBounds } = pixels
  try {
    const given = toBounds(sourceBounds)
    const data = await imageData.getData({ chunky: true })
    if (given === null || data instanceof Float32Array) {
      return { bounds, data: new Uint8Array(bounds.width * bounds.height), profile: '' }
    }
    return await cutChannel(
      around,
      { bounds: given, data, profile: imageData.colorProfile },
      bounds,
    )
  } finally {
    imageData.dispose()
  }
}

/** The selection within `bounds`, which must touch it. Inside a modal scope only. */
export const readSelection = async (
  around: Surroundings,
  documentID: number,
  bounds: Bounds,
): Promise<Channel> => {
  const { imaging } = around.photoshop
  const pixels = await imaging.getSelection({ documentID, sourceBounds: toEdges(bounds) })
  return takeChannel(around, pixels, bounds)
}

/** A layer's mask within `bounds`. Inside a modal scope only. */
export const readLayerMask = async (
  around: Surroundings,
  documentID: number,
  layerID: number,
  bounds: Bounds,
): Promise<Channel> => {
  const { imaging } = around.photoshop
  const sourceBounds = toEdges(bounds)
  const pixels = await imaging.getLayerMask({ documentID, layerID, kind: 'user', sourceBounds })
  return takeChannel(around, pixels, bounds)
}

/** One sample as 0..255. */
const levelOf = (data: Channel['data'], i: number): number =>
  data instanceof Uint16Array ? Math.round((data[i]! * 255) / 32768) : data[i]!

/** A sample of 0..32768 as 0..255; the faintest is still part of the hole. */
export const coarseLevel = (value: number): number =>
  value === 0 ? 0 : Math.max(1, Math.round((value * 255) / 32768))

/** All samples as 0..255. */
export const levelsOf = async (
  { timers }: Surroundings,
  { bounds, data }: Channel,
): Promise<Uint8Array> => {
  if (data instanceof Uint8Array) return data
  const { width, height } = bounds
  const levels = new Uint8Array(data.length)
  await eachRow(timers, height, (y) => {
    for (let i = y * width; i < (y + 1) * width; i++) levels[i] = coarseLevel(data[i]!)
  })
  return levels
}

/**
 * The largest difference in levels of 255 between what was wanted and what is there; at full depth
 * where both are as deep.
 */
export const channelError = async (
  { timers }: Surroundings,
  wanted: Channel,
  found: Channel,
): Promise<number> => {
  const { width, height } = wanted.bounds
  const deep = wanted.data instanceof Uint16Array && found.data instanceof Uint16Array
  let error = 0
  await eachRow(timers, height, (y) => {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const difference = deep
        ? (Math.abs(wanted.data[i]! - found.data[i]!) * 255) / 32768
        : Math.abs(levelOf(wanted.data, i) - levelOf(found.data, i))
      if (difference > error) error = difference
    }
  })
  return error
}

/** Documented for masks (imaging.md); a document with other greys may shift what is given in it. */
const DOCUMENTED_PROFILE = 'Gray Gamma 2.2'

/**
 * Writes a channel so that it reads back as it was given. Which grey profile leaves it alone
 * depends on the document and its version of Photoshop, so each is tried and looked at.
 * @param put hands image data to Photoshop
 * @param read what it made of it, within `channel.bounds`
 * @returns the largest error left, in levels of 255; 0 almost always
 */
export const writeChannel = async (
  around: Surroundings,
  scope: Scope,
  channel: Channel,
  put: (imageData: PsImageData) => Promise<void>,
  read: () => Promise<Channel>,
): Promise<number> => {
  const attempt = async (profile: string): Promise<{ error: number; own: string }> => {
    scope.check()
    await putChannel(around, channel, profile, put)
    const found = await read()
    return { error: await channelError(around, channel, found), own: found.profile }
  }
  const known = channel.profile === '' ? [] : [channel.profile]
  const profiles = [...new Set([...known, DOCUMENTED_PROFILE, ''])]
  let best = { profile: '', error: Number.POSITIVE_INFINITY }
  for (const profile of profiles) {
    const { error, own } = await attempt(profile)
    if (error === 0) return 0
    if (error < best.error) best = { profile, error }
    // Reading names the profile that belongs here, if anything does.
    if (own !== '' && !profiles.includes(own)) profiles.push(own)
  }
  return best.profile === profiles.at(-1) ? best.error : (await attempt(best.profile)).error
}

const putChannel = async (
  { photoshop }: Surroundings,
  { bounds, data }: Channel,
  colorProfile: string,
  put: (imageData: PsImageData) => Promise<void>,
): Promise<void> => {
  const imageData = await photoshop.imaging.createImageDataFromBuffer(data, {
    width: bounds.width,
    height: bounds.height,
    components: 1,
    chunky: true,
    colorSpace: 'Grayscale',
    colorProfile,
  })
  try {
    await put(imageData)
  } finally {
    imageData.dispose()
  }
}
