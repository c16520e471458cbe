/** Makes a mask the selection: what Select subject found. */
import type { Channel } from './channel.ts'
import { needDocument } from './document.ts'
import { levelReader } from './enlarge-mask.ts'
import type { SeenMask } from './host.ts'
import { writeSelection } from './keep-selection.ts'
import { runModal, type Surroundings } from './modal.ts'
import { eachRow } from './slices.ts'

/** Throws as PhotoshopHost.select does. */
export const select = async (
  around: Surroundings,
  documentId: number,
  mask: SeenMask,
): Promise<void> => {
  const channel = await enlarged(around, mask)
  const name = around.say('ps.modal.subject')
  await runModal(around, { name }, async (scope) => {
    const document = needDocument(around.photoshop, documentId)
    const { hostControl } = scope.context
    // Trying grey profiles may take more than one write; the history shall show one.
    const suspension = await hostControl.suspendHistory({ documentID: documentId, name })
    await writeSelection(around, scope, document, channel)
    await hostControl.resumeHistory(suspension, true)
  })
}

/** A sample for each pixel of the document. */
const enlarged = async (
  { timers }: Surroundings,
  { bounds, data, step = 1 }: SeenMask,
): Promise<Channel> => {
  if (step === 1) return { bounds, data, profile: '' }
  const { width, height } = bounds
  const from = { width: Math.ceil(width / step), height: Math.ceil(height / step) }
  const levelAt = levelReader(data, from, { x: step, y: step })
  const levels = new Uint8Array(width * height)
  await eachRow(timers, height, (y) => {
    for (let x = 0; x < width; x++) levels[y * width + x] = Math.round(levelAt(x, y) * 255)
  })
  return { bounds, data: levels, profile: '' }
}
