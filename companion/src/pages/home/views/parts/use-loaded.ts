/** What a view asks the companion for: once, and again every so often while somebody looks. */
import { InlayError } from '@inlay/shared'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

export interface Loaded<T> {
  /** The last answer; undefined before the first. */
  readonly value: T | undefined
  /** Why the last question failed. */
  readonly error: InlayError | undefined
  /** Asks now. */
  readonly reload: () => Promise<void>
  /** Shows what is known already, until the next answer. */
  readonly put: (value: T) => void
}

/** @param pause milliseconds until the next question, from the last answer; undefined: none by itself */
export const useLoaded = <T>(
  load: () => Promise<T>,
  pause: (value: T | undefined) => number | undefined = () => undefined,
): Loaded<T> => {
  const [value, setValue] = useState<T>()
  const [error, setError] = useState<InlayError>()
  const asking = useRef({ load, pause })
  asking.current = { load, pause }
  const line = useRef({
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    round: 0,
    isSeen: false,
  })

  const reload = useCallback(async (): Promise<void> => {
    const { current } = line
    clearTimeout(current.timer)
    current.round += 1
    const { round } = current
    let answer: T | undefined
    try {
      answer = await asking.current.load()
      if (round !== current.round) return
      setValue(answer)
      setError(undefined)
    } catch (thrown) {
      if (!(thrown instanceof InlayError)) throw thrown
      if (round !== current.round) return
      setError(thrown)
    }
    askIn(asking.current.pause(answer))
  }, [])
  const askIn = (wait: number | undefined): void => {
    // Nobody looks any more, at the window or at this view.
    if (wait === undefined || document.hidden || !line.current.isSeen) return
    line.current.timer = setTimeout(() => void reload(), wait)
  }
  const put = useCallback((known: T): void => {
    const { current } = line
    clearTimeout(current.timer)
    // An answer to what was asked before this was known is out of date.
    current.round += 1
    setValue(known)
    askIn(asking.current.pause(known))
  }, [])

  useEffect(() => {
    const look = (): void => {
      clearTimeout(line.current.timer)
      if (!document.hidden) void reload()
    }
    line.current.isSeen = true
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      line.current.isSeen = false
      document.removeEventListener('visibilitychange', look)
      clearTimeout(line.current.timer)
      line.current.round += 1
    }
  }, [reload])

  return { value, error, reload, put }
}
