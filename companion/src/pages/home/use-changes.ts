/** Renders again after each change of something that is heard of. */
import { useLayoutEffect, useState } from 'preact/hooks'

export const useChanges = (
  changing: { subscribe(heard: () => void): () => void } | undefined,
): void => {
  const [, setCount] = useState(0)
  // Before anything else happens: a change that came before it was heard of would not be seen.
  useLayoutEffect(() => changing?.subscribe(() => setCount((count) => count + 1)), [changing])
}
