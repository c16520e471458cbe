/** Quick mask mode is left for a moment at times; whatever comes of that, it is on again. */
import { runModal, type Surroundings } from './modal.ts'

/**
 * Whether the mode comes back with the history is nowhere said: after a failure it is looked at, and
 * turned on where it was. Around a modal scope, because after a cancel no call is answered in it.
 */
export const keepingQuickMask = async <T>(
  around: Surroundings,
  work: () => Promise<T>,
): Promise<T> => {
  const masked = [...around.photoshop.app.documents]
    .filter(({ quickMaskMode }) => quickMaskMode)
    .map(({ id }) => id)
  try {
    return await work()
  } catch (error) {
    // What has failed is what the user hears of.
    if (masked.length > 0) await turnOn(around, masked).catch(() => {})
    throw error
  }
}

const turnOn = async (around: Surroundings, ids: readonly number[]): Promise<void> => {
  const documents = [...around.photoshop.app.documents]
  const lost = documents.filter(({ id, quickMaskMode }) => ids.includes(id) && !quickMaskMode)
  if (lost.length === 0) return
  await runModal(around, { name: around.say('ps.modal.quick_mask') }, async () => {
    for (const document of lost) document.quickMaskMode = true
  })
}
