/**
 * Writes PSD files of 8 and 16 bits, RGB and grey, after Adobe's file format specification: what
 * ag-psd, which writes 8-bit RGB only, leaves out. Raw channels, groups, user masks, resolution.
 */
import type { LayerState, PixelDocument } from './document.ts'
import type { Edges, Raster, Samples } from './raster.ts'

const u8 = (...values: number[]): Buffer => Buffer.from(values)
const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value & 0xffff)
  return bytes
}
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}
const edgesOf = ({ top, left, bottom, right }: Edges): Buffer =>
  Buffer.concat([u32(top), u32(left), u32(bottom), u32(right)])

const padded = (bytes: Buffer, to: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)])

const sized = (bytes: Buffer): Buffer => Buffer.concat([u32(bytes.length), bytes])

const block = (key: string, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`8BIM${key}`, 'latin1'), sized(padded(bytes, 4))])

/** One channel as the file has it: 16 bits are 0..65535 there. */
const plane = ({ channels, data }: { channels: number; data: Samples }, c: number): Buffer => {
  const count = data.length / channels
  if (data instanceof Uint8Array) {
    const out = Buffer.alloc(count)
    for (let i = 0; i < count; i++) out[i] = data[i * channels + c]!
    return out
  }
  const out = Buffer.alloc(count * 2)
  for (let i = 0; i < count; i++) {
    out.writeUInt16BE(Math.round((data[i * channels + c]! * 65535) / 32768), i * 2)
  }
  return out
}

interface Record {
  readonly head: Buffer
  readonly data: Buffer
}

const NOWHERE: Edges = { left: 0, top: 0, right: 0, bottom: 0 }

/** `section`: 1 an open group, 3 the end of one; absent for a layer. */
const recordOf = (layer: LayerState, colours: number, section?: 1 | 3): Record => {
  const raster: Raster | null = section === undefined ? layer.pixels : null
  const edges = raster?.edges ?? NOWHERE
  const mask = section === 3 ? null : layer.mask
  const planes: [number, Buffer][] = Array.from({ length: colours }, (_, c) => [
    c,
    raster === null ? Buffer.alloc(0) : plane(raster, c),
  ])
  if (!layer.isBackground) {
    planes.unshift([-1, raster === null ? Buffer.alloc(0) : plane(raster, colours)])
  }
  if (mask !== null) planes.push([-2, plane(mask.raster, 0)])
  const withCompression = planes.map(([id, bytes]) => ({
    id,
    bytes: Buffer.concat([u16(0), bytes]),
  }))
  const outside = mask === null || mask.outside === 0 ? 0 : 255
  const maskData =
    mask === null
      ? u32(0)
      : sized(Buffer.concat([edgesOf(mask.raster.edges), u8(outside, 0, 0, 0)]))
  const name = section === 3 ? '</Layer group>' : layer.name
  const ascii = Buffer.from(name.replace(/[^ -~]/g, '?').slice(0, 255), 'latin1')
  const unicode = Buffer.from(name, 'utf16le').swap16()
  const extra = Buffer.concat([
    maskData,
    u32(0),
    padded(Buffer.concat([u8(ascii.length), ascii]), 4),
    block('luni', Buffer.concat([u32(name.length), unicode])),
    block('lyid', u32(layer.id + (section === 3 ? 1e6 : 0))),
    ...(section === undefined ? [] : [block('lsct', u32(section))]),
  ])
  const head = Buffer.concat([
    edgesOf(edges),
    u16(withCompression.length),
    ...withCompression.map(({ id, bytes }) => Buffer.concat([u16(id), u32(bytes.length)])),
    Buffer.from(section === 1 ? '8BIMpass' : '8BIMnorm', 'latin1'),
    u8(255, layer.isClipped ? 1 : 0, layer.visible ? 8 : 10, 0),
    sized(extra),
  ])
  return { head, data: Buffer.concat(withCompression.map(({ bytes }) => bytes)) }
}

/** Bottom first, groups between their two marks. */
const recordsOf = (layers: readonly LayerState[], colours: number): Record[] =>
  [...layers].reverse().flatMap((layer) => {
    if (layer.children === null) return [recordOf(layer, colours)]
    return [
      recordOf(layer, colours, 3),
      ...recordsOf(layer.children, colours),
      recordOf(layer, colours, 1),
    ]
  })

export const writeDeepPsd = (document: PixelDocument): Buffer => {
  const { state, bits, channels, resolution } = document
  const colours = channels - 1
  const records = recordsOf(state.layers, colours)
  const info = padded(
    Buffer.concat([
      u16(records.length),
      ...records.map(({ head }) => head),
      ...records.map(({ data }) => data),
    ]),
    4,
  )
  const layers =
    bits === 16
      ? Buffer.concat([u32(0), u32(0), block('Lr16', info)])
      : Buffer.concat([sized(info), u32(0)])
  const ppi = u32(Math.round(resolution * 65536))
  const resource = Buffer.concat([ppi, u16(1), u16(1), ppi, u16(1), u16(1)])
  const composite = document.composite()
  return Buffer.concat([
    Buffer.from('8BPS', 'latin1'),
    u16(1),
    Buffer.alloc(6),
    u16(colours),
    u32(state.height),
    u32(state.width),
    u16(bits),
    u16(colours === 1 ? 1 : 3),
    u32(0),
    sized(Buffer.concat([Buffer.from('8BIM', 'latin1'), u16(1005), u16(0), sized(resource)])),
    sized(layers),
    u16(0),
    ...Array.from({ length: colours }, (_, c) => plane(composite, c)),
  ])
}
