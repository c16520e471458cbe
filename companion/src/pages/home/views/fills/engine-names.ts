/** Engines by the names that people know them by, wherever a fill only keeps an id. */
import type { EngineInfo } from '@inlay/shared'
import { useEffect, useState } from 'preact/hooks'
import { client } from '../../companion.ts'

/** @returns the name of an engine's id; the id itself of one that is no longer installed */
export const useEngineNames = (): ((id: string) => string) => {
  const [engines, setEngines] = useState<readonly EngineInfo[]>([])
  useEffect(() => {
    // Without the list ids stay; the page says itself that the companion is away.
    client.engines().then(setEngines, () => undefined)
  }, [])
  return (id) => engines.find((one) => one.id === id)?.name ?? id
}
