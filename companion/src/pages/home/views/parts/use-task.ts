/** One thing that is being done for the person: whether it still is, and why it failed. */
import { InlayError } from '@inlay/shared'
import { useCallback, useState } from 'preact/hooks'

export interface Task {
  readonly isBusy: boolean
  readonly error: InlayError | undefined
  /** True when it was done. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>
  readonly forget: () => void
}

export const useTask = (): Task => {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<InlayError>()
  const run = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setError(undefined)
    try {
      await work()
      return true
    } catch (thrown) {
      if (!(thrown instanceof InlayError)) throw thrown
      setError(thrown)
      return false
    } finally {
      setBusy(false)
    }
  }, [])
  const forget = useCallback(() => setError(undefined), [])
  return { isBusy, error, run, forget }
}
