/**
 * How long a plugin keeps Photoshop's one thread to itself, counted instead of timed, so that it
 * does not tell of the machine: the plugin's own code says "tick" at every function and at every
 * round of a loop, and what lies between two turns of the event loop is a turn's work.
 */
import { dirname, join } from 'node:path'
import { runInThisContext } from 'node:vm'
import type { Timers } from '@inlay/shared'
import { build } from 'esbuild'
import { parseSync } from 'vite'

/**
 * Ticks in a millisecond: fewer than V8 manages without compiling anything. What runs this often is
 * compiled, and then some fifty times faster.
 */
const TICKS_PER_MS = 2500

const TICK = '__inlayTick'

export interface Counted<Exported> {
  readonly exported: Exported
  /** A clock that goes by the work done. */
  readonly timers: Timers
  /** The longest turn since the last question, in milliseconds of that clock. */
  longest(): Promise<number>
  close(): void
}

/**
 * @param source of a module that exports `Exported`
 * @param folder that its imports start from
 * @param change of the bundle before it runs: how a test breaks it on purpose
 */
export const countWork = async <Exported>(
  source: string,
  folder: string,
  change: (code: string) => string = (code) => code,
): Promise<Counted<Exported>> => {
  const { outputFiles } = await build({
    stdin: {
      contents: source,
      resolveDir: folder,
      sourcefile: join(dirname(folder), 'counted.ts'),
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'counted',
    platform: 'neutral',
    target: 'es2022',
    logLevel: 'warning',
  })
  const code = withTicks(change(outputFiles[0]?.text ?? ''))
  let ticks = 0
  let began = 0
  let most = 0
  const turn = (): void => {
    most = Math.max(most, ticks - began)
    began = ticks
  }
  let isOpen = true
  const beat = (): void => {
    turn()
    if (isOpen) setImmediate(beat)
  }
  beat()
  const run: (tick: () => void) => Exported = runInThisContext(
    `(${TICK}) => { ${code}\nreturn counted }`,
  )
  return {
    exported: run(() => {
      ticks++
    }),
    timers: {
      now: () => ticks / TICKS_PER_MS,
      after: (ms, wake) => {
        // A turn of its own, though on a busy machine Node wakes several before it looks around.
        const wakeAnew = (): void => {
          turn()
          wake()
        }
        const handle = setTimeout(wakeAnew, Math.min(ms, 20))
        return () => clearTimeout(handle)
      },
    },
    longest: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      turn()
      const found = most / TICKS_PER_MS
      most = 0
      return found
    },
    close: () => {
      isOpen = false
    },
  }
}

/** The same program, telling of each function it enters and each round of each loop. */
const withTicks = (code: string): string => {
  const { program, errors } = parseSync('counted.js', code)
  if (errors.length > 0) throw new Error(`The bundle does not parse: ${errors[0]?.message}`)
  const inserts: { readonly at: number; readonly text: string }[] = []
  walk(program, (node) => {
    const body: unknown = Reflect.get(node, 'body')
    if (!FUNCTIONS.has(node.type) && !LOOPS.has(node.type)) return
    if (!isNode(body)) return
    const { type, start, end } = body
    if (type === 'BlockStatement' || type === 'FunctionBody') {
      inserts.push({ at: start + 1, text: `${TICK}();` })
    } else if (LOOPS.has(node.type)) {
      inserts.push({ at: start, text: `{${TICK}();` }, { at: end, text: '}' })
    } else inserts.push({ at: start, text: `(${TICK}(),` }, { at: end, text: ')' })
  })
  let out = ''
  let last = 0
  for (const { at, text } of inserts.sort((a, b) => a.at - b.at)) {
    out += code.slice(last, at) + text
    last = at
  }
  return out + code.slice(last)
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
const LOOPS = new Set([
  ...['ForStatement', 'ForOfStatement', 'ForInStatement', 'WhileStatement', 'DoWhileStatement'],
])

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'type') === 'string' &&
  typeof Reflect.get(value, 'start') === 'number'

const walk = (value: unknown, visit: (node: Node) => void): void => {
  if (Array.isArray(value)) for (const one of value) walk(one, visit)
  if (!isNode(value)) return
  visit(value)
  for (const child of Object.values(value)) {
    if (typeof child === 'object' && child !== null) walk(child, visit)
  }
}
