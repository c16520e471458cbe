/** A picture that has to be fetched first; the one before it stays until then. */
import { useEffect, useState } from 'preact/hooks'
import type { Picture } from '../contract.ts'

/** @param key changes with what `load` gives */
export const usePicture = (
  key: string,
  load: () => Promise<Picture> | undefined,
): Picture | undefined => {
  const [picture, setPicture] = useState<Picture>()
  useEffect(() => {
    let isOver = false
    load()?.then(
      (loaded) => {
        if (!isOver) setPicture(loaded)
      },
      // Forgotten meanwhile, or the companion is away: the frame stays empty.
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [key])
  return picture
}
