/** What is done later, by a listener or a timer, is as of the latest render. */
import { useRef } from 'preact/hooks'

export const useLatest = <T>(value: T): { readonly current: T } => {
  const ref = useRef(value)
  ref.current = value
  return ref
}
