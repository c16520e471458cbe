/** Renders again after each change of something that is heard of. */
import { useEffect, useState } from 'preact/hooks'

export const useChanges = (
  changing: { subscribe(heard: () => void): () => void } | undefined,
): void => {
  const [, setCount] = useState(0)
  useEffect(() => changing?.subscribe(() => setCount((count) => count + 1)), [changing])
}
