/** Which document this is: node ids are its own only within it, and Figma tells no file's name. */
import type { PluginAPI } from '@figma/plugin-typings/plugin-api-standalone'

const KEY = 'inlay-document'

/** Empty for a document in which nothing was ever filled. */
export const documentIdOf = (figma: PluginAPI): string => figma.root.getPluginData(KEY)

/** A read-only document keeps none: its results can only be taken in this session. */
export const ensureDocumentId = (figma: PluginAPI): string => {
  const known = documentIdOf(figma)
  if (known !== '') return known
  // No secret, only unlikely to be another's.
  const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
  try {
    figma.root.setPluginData(KEY, id)
  } catch {
    return ''
  }
  return id
}

/** What Figma says of it only by refusing. */
export const canEdit = (figma: PluginAPI): boolean => {
  if (figma.editorType !== 'figma') return false
  const id = documentIdOf(figma)
  if (id === '') return true
  try {
    figma.root.setPluginData(KEY, id)
    return true
  } catch {
    return false
  }
}
