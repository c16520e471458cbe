/** Objects of which the double has only some members: the others throw instead of being undefined. */

/** How many members were read: in this turn of the event loop, and most in one turn so far. */
export const reads = { now: 0, most: 0 }

export const newTurn = (): void => {
  reads.most = Math.max(reads.most, reads.now)
  reads.now = 0
}

/**
 * The part as the whole: whoever reads a member that is not there is told so. `in` says the truth,
 * as it does in Figma, where a node has the members of its type.
 */
export const lacking = <T extends object>(part: Partial<T>, name: string): T => {
  const loud = new Proxy(part, {
    get: (target, key) => {
      reads.now += 1
      if (key in target || typeof key === 'symbol' || HARMLESS.has(key)) {
        return Reflect.get(target, key)
      }
      throw new TypeError(`The double has no ${name}.${key}`)
    },
    set: (target, key, value) => {
      if (!(key in target)) throw new TypeError(`in set_${String(key)}: no such property`)
      if (!Reflect.set(target, key, value)) throw new TypeError('no setter for property')
      return true
    },
  })
  standsFor<T>(loud)
  return loud
}

/** What engines and libraries ask of any object. */
const HARMLESS: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor'])

function standsFor<T extends object>(_part: Partial<T>): asserts _part is T {
  // The proxy above keeps what this says: a member is there, or reading it throws.
}

/** Both, their getters alive. */
export const joined = <A extends object, B extends object>(a: A, b: B): A & B =>
  Object.defineProperties(
    Object.defineProperties(Object.create(Object.prototype), Object.getOwnPropertyDescriptors(a)),
    Object.getOwnPropertyDescriptors(b),
  )
