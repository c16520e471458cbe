/** Messages as Figma carries them: plain values and Uint8Array, nothing else (facts/hosts.md 1.6). */

/** @throws TypeError for what cannot cross */
export const pack = (value: unknown): { json: string; bytes: ArrayBuffer } => {
  const arrays: Uint8Array[] = []
  let total = 0
  const walk = (one: unknown, seen: readonly object[]): unknown => {
    if (one === null || typeof one === 'string' || typeof one === 'boolean') return one
    if (typeof one === 'number') return Number.isFinite(one) ? one : null
    if (one === undefined) return undefined
    if (typeof one !== 'object') throw new TypeError(`Cannot serialise a ${typeof one}`)
    if (seen.includes(one)) throw new TypeError('Cannot serialise a circle')
    const deeper = [...seen, one]
    if (one instanceof Uint8Array) {
      const from = total
      arrays.push(one)
      total += one.length
      return { $bytes: [from, one.length] }
    }
    if (Array.isArray(one)) return one.map((entry) => walk(entry, deeper))
    const prototype = Object.getPrototypeOf(one)
    if (prototype !== Object.prototype && prototype !== null) {
      throw new TypeError(`Cannot serialise a ${one.constructor.name}`)
    }
    return Object.fromEntries(Object.entries(one).map(([key, entry]) => [key, walk(entry, deeper)]))
  }
  const json = JSON.stringify(walk(value, []) ?? null)
  const bytes = new Uint8Array(total)
  let at = 0
  for (const array of arrays) {
    bytes.set(array, at)
    at += array.length
  }
  return { json, bytes: bytes.buffer }
}

export const unpack = (json: string, bytes: ArrayBuffer): unknown => {
  const revive = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one
    if (Array.isArray(one)) return one.map(revive)
    const entries = Object.entries(one)
    const [key, value] = entries.length === 1 ? (entries[0] ?? []) : []
    if (key === '$bytes' && Array.isArray(value)) {
      const [from, length] = value.map(Number)
      return new Uint8Array(bytes.slice(from, (from ?? 0) + (length ?? 0)))
    }
    return Object.fromEntries(entries.map(([name, entry]) => [name, revive(entry)]))
  }
  return revive(JSON.parse(json))
}
