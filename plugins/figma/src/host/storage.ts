/** What the plugin remembers on this machine: clientStorage, 5 MB, which may be lost with a cache. */
import type { PluginAPI } from '@figma/plugin-typings/plugin-api-standalone'
import type { Language } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { languageKept } from '../language.ts'
import { STORES, type Store } from '../messages.ts'
import { orRefuse } from './refuse.ts'

type Json = z.infer<ReturnType<typeof z.json>>
export type Stored = Partial<Record<Store, Json>>

/** Whatever is not readable is as if it were not there: the panel can make all of it anew. */
export const readStored = async (figma: PluginAPI): Promise<Stored> => {
  const stored: Stored = {}
  for (const key of STORES) {
    const value = z.json().safeParse(await read(figma, key))
    if (value.success && value.data !== null) stored[key] = value.data
  }
  return stored
}

/** What the person chose, or the window spoke last. */
export const readLanguage = async (figma: PluginAPI): Promise<Language> =>
  languageKept(await read(figma, 'language'))

const read = async (figma: PluginAPI, key: Store): Promise<unknown> => {
  try {
    return await figma.clientStorage.getAsync(key)
  } catch {
    return undefined
  }
}

/** @throws Refused not_stored */
export const store = (figma: PluginAPI, key: Store, value: Json): Promise<void> =>
  orRefuse('not_stored', () =>
    value === null
      ? figma.clientStorage.deleteAsync(key)
      : figma.clientStorage.setAsync(key, value),
  )
