/** Small zip archives for tests, nothing compressed (PKWARE's APPNOTE 6.3.10, sections 4.3.7 to 4.3.16). */

const crc32 = (bytes: Uint8Array): number => {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

const fields = (...pairs: readonly (readonly [2 | 4, number])[]): Buffer =>
  Buffer.concat(
    pairs.map(([size, value]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntLE(value, 0, size)
      return bytes
    }),
  )

/** @param files path in the archive -> text */
export const storedZip = (files: Readonly<Record<string, string>>): Buffer => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const path = Buffer.from(name)
    const data = Buffer.from(text)
    const size = data.length
    const common = [
      [2, 20],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0x21],
      [4, crc32(data)],
      [4, size],
      [4, size],
      [2, path.length],
      [2, 0],
    ] as const
    const local = Buffer.concat([fields([4, 0x04034b50], ...common), path, data])
    directory.push(
      fields([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      path,
    )
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const count = Object.keys(files).length
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, central.length],
    [4, offset],
    [2, 0],
  )
  return Buffer.concat([...parts, central, end])
}
