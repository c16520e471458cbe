/** Judges a file's colour mode from its header: read as it is, convert when asked, or refuse with the way out. */
import { type BitDepth, type ChannelCount, InlayError } from '@inlay/shared'
import type { Metadata as SharpMetadata } from 'sharp'

export interface ColourPlan {
  readonly channels: ChannelCount
  readonly bitDepth: BitDepth
  /** libvips interpretation to decode to; the identity unless `converts`. */
  readonly decodeAs: 'b-w' | 'grey16' | 'srgb' | 'rgb16'
  /** True when numbers change: the file is not RGB or grey and conversion was asked for. */
  readonly converts: boolean
  readonly notes: readonly string[]
}

/** libvips interpretation -> name for people, for modes that conversion can bring to sRGB. */
const CONVERTIBLE: Readonly<Record<string, string>> = {
  cmyk: 'CMYK',
  lab: 'Lab',
  labs: 'Lab',
  scrgb: '32-bit floating point',
}

const FIX: Readonly<Record<string, string>> = {
  CMYK: 'Convert it to RGB (Photoshop: Image > Mode > RGB Color), or ask for conversion (--convert).',
  Lab: 'Convert it to RGB (Photoshop: Image > Mode > RGB Color), or ask for conversion (--convert).',
  '32-bit floating point':
    'Convert it to 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel), or ask for conversion (--convert).',
}

/**
 * @param header as sharp's `metadata()` gives it
 * @throws InlayError colour_mode_unsupported, its detail naming the mode and how to change it
 */
export const planColour = (header: SharpMetadata, convert: boolean): ColourPlan => {
  const { space, depth, channels, hasAlpha } = header
  const mode = depth === 'float' && space !== 'scrgb' ? undefined : CONVERTIBLE[space]
  if (mode !== undefined) return planConversion(mode, header, convert)
  if (depth !== 'uchar' && depth !== 'ushort') {
    throw new InlayError(
      'colour_mode_unsupported',
      `Its samples are of type ${depth}; convert it to 8 or 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel).`,
    )
  }
  const colours = space === 'b-w' || space === 'grey16' ? 1 : 3
  const isKnown = ['b-w', 'grey16', 'srgb', 'rgb', 'rgb16'].includes(space)
  const expectedChannels = colours + (hasAlpha ? 1 : 0)
  if (!isKnown || channels !== expectedChannels) {
    throw new InlayError(
      'colour_mode_unsupported',
      `It has ${channels} channels of ${space}; flatten it or remove the extra channels.`,
    )
  }
  const bitDepth = depth === 'ushort' ? 16 : 8
  return {
    channels: channelCount(colours, hasAlpha),
    bitDepth,
    decodeAs: decodeSpace(colours, bitDepth, hasAlpha),
    converts: false,
    notes: reducedNotes(header),
  }
}

const planConversion = (mode: string, header: SharpMetadata, convert: boolean): ColourPlan => {
  if (!convert) {
    throw new InlayError('colour_mode_unsupported', `It is ${mode}. ${FIX[mode]}`)
  }
  const colours = mode === 'CMYK' ? 4 : 3
  if (header.channels !== colours + (header.hasAlpha ? 1 : 0)) {
    throw new InlayError(
      'colour_mode_unsupported',
      `It has ${header.channels} channels of ${mode}; flatten it or remove the extra channels.`,
    )
  }
  const bitDepth = header.depth === 'uchar' ? 8 : 16
  const by =
    mode === 'CMYK'
      ? header.hasProfile
        ? ' through its profile'
        : ', assuming a common press profile because it names none'
      : ''
  return {
    channels: channelCount(3, header.hasAlpha),
    bitDepth,
    decodeAs: decodeSpace(3, bitDepth, header.hasAlpha),
    converts: true,
    notes: [
      `The picture was converted from ${mode} to sRGB${by}; the result is ${bitDepth}-bit sRGB.`,
    ],
  }
}

const channelCount = (colours: 1 | 3, hasAlpha: boolean): ChannelCount =>
  colours === 1 ? (hasAlpha ? 2 : 1) : hasAlpha ? 4 : 3

/** 8-bit grey with alpha goes by RGBA: see `keepChannels` in decode.ts. */
const decodeSpace = (
  colours: 1 | 3,
  bitDepth: BitDepth,
  hasAlpha: boolean,
): ColourPlan['decodeAs'] => {
  if (bitDepth === 16) return colours === 1 ? 'grey16' : 'rgb16'
  return colours === 1 && !hasAlpha ? 'b-w' : 'srgb'
}

/** Palettes and 1-, 2- and 4-bit greys are read as 8 bits and stay so: a fill needs the room. */
const reducedNotes = (header: SharpMetadata): string[] => {
  if (header.isPalette) {
    return ['The picture has a palette; the result is written with full colours.']
  }
  if ((header.bitsPerSample ?? 8) < 8) {
    return [`The picture has ${header.bitsPerSample} bits per pixel; the result is written with 8.`]
  }
  return []
}
