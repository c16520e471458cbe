/** A small picture of a result, fetched when it is about to be seen and kept while the page is open. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { client } from '../../companion.ts'

/** Pixels of the longer side: twice that of a card, for dense screens. */
const SIDE = 480

/** How far below the window pictures are fetched already. */
const MARGIN = '400px'

/** At the same time: each may make the companion decode a picture of 50 MP. */
const AT_ONCE = 2

/** Pictures kept; some 30 KB each. */
const MOST = 300

let running = 0
const waiting: (() => void)[] = []

const inTurn = async <T,>(work: () => Promise<T>): Promise<T> => {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

/** By fill and variation, the one longest unseen first. */
const kept = new Map<string, Blob>()

const fetchSmall = async (
  id: string,
  index: number,
  isWanted: () => boolean,
): Promise<Blob | undefined> => {
  const key = `${id} ${index}`
  const blob =
    kept.get(key) ??
    (await inTurn(async () => {
      if (!isWanted()) return undefined
      const bytes = await client.resultFile(id, index, { format: 'webp', quality: 80, side: SIDE })
      return new Blob([bytes], { type: 'image/webp' })
    }))
  if (blob === undefined) return undefined
  kept.delete(key)
  kept.set(key, blob)
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST) break
    kept.delete(oldest)
  }
  return blob
}

export const Thumbnail = ({
  id,
  index,
  label,
  lost,
}: {
  readonly id: string
  readonly index: number
  /** What a screen reader says of it; empty when something beside it says that. */
  readonly label: string
  /** Said in its place when it is no longer kept. */
  readonly lost: string
}) => {
  const frame = useRef<HTMLSpanElement>(null)
  const [url, setUrl] = useState<string>()
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    let made: string | undefined
    let isOver = false
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        watch.disconnect()
        fetchSmall(id, index, () => !isOver).then(
          (blob) => {
            if (isOver || blob === undefined) return
            made = URL.createObjectURL(blob)
            setUrl(made)
          },
          () => {
            if (!isOver) setLost(true)
          },
        )
      },
      { rootMargin: MARGIN },
    )
    watch.observe(element)
    return () => {
      isOver = true
      watch.disconnect()
      setUrl(undefined)
      setLost(false)
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [id, index])
  return (
    <span ref={frame} class="fill-thumbnail">
      {url !== undefined && <img src={url} alt={label} />}
      {isLost && <span class="soft">{lost}</span>}
    </span>
  )
}
