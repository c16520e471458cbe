/** Where in our code an error arose, without its message and without a folder: both may say whose machine this is. */

/** Frames kept of one error, and errors of one chain of causes. */
const MOST_FRAMES = 6
const MOST_CAUSES = 4

/**
 * What a frame, a name or a system code may look like. Messages are cut away before frames are
 * read, yet a message might hold lines that look like frames: this leaves them little to say.
 */
export const FRAME =
  /^(?:(?:async |new )*[\w$#.<>]{1,60}(?: \[as [\w$]{1,40}\])? )?[\w.-]{1,60}\.(?:js|cjs|mjs|ts):\d{1,7}$/
export const ERROR_NAME = /^[A-Z][A-Za-z]{2,40}$/
export const SYSTEM_CODE = /^[A-Z][A-Z0-9_]{1,39}$/

/** One error of a chain. */
export interface Trace {
  /** "TypeError"; "Error" for names we do not know the look of. */
  readonly name: string
  /** The system's or Node's own code, e.g. "ENOSPC". */
  readonly code?: string
  /** "run jobs.ts:120", innermost first. */
  readonly frames: readonly string[]
}

/** The error and its causes, outermost first. */
export const tracesOf = (error: unknown): Trace[] => {
  const traces: Trace[] = []
  for (let one = error; one instanceof Error && traces.length < MOST_CAUSES; one = one.cause) {
    traces.push(traceOf(one))
  }
  return traces
}

const traceOf = (error: Error): Trace => {
  const code = 'code' in error ? error.code : undefined
  return {
    name: ERROR_NAME.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && SYSTEM_CODE.test(code) ? { code } : {}),
    frames: framesOf(error),
  }
}

/** A trace that crossed a process border on an error whose stack is empty. */
const carried = new WeakMap<Error, readonly string[]>()

/** Gives an error the frames of the one it stands for in another process. */
export const carryFrames = (error: Error, frames: readonly string[]): void => {
  carried.set(
    error,
    frames.filter((frame) => FRAME.test(frame)),
  )
}

export const framesOf = (error: Error): readonly string[] =>
  carried.get(error) ??
  belowMessage(error)
    .split('\n')
    .flatMap((line) => readFrame(line) ?? [])
    .slice(0, MOST_FRAMES)

/** V8 writes "Name: message" before the frames; without finding it there nothing can be relied on. */
const belowMessage = ({ stack = '', message }: Error): string => {
  const at = stack.indexOf(message)
  return at < 0 ? '' : stack.slice(at + message.length)
}

/** "    at name (/a/b/file.js:1:2)" as "name file.js:1". */
const readFrame = (line: string): string | undefined => {
  const found = /^\s+at (?:(.*) \()?(?:[^()]*[/\\])?([^/\\()]+:\d+):\d+\)?$/.exec(line)
  if (found === null) return undefined
  const [, name, place] = found
  const frame = name === undefined ? `${place}` : `${name} ${place}`
  return FRAME.test(frame) ? frame : undefined
}
