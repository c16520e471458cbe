/** Tells when the document in front, its selection or its layers may have changed. */
import type { Surroundings } from './modal.ts'

/** Events after which `look` may answer something else. */
const EVENTS = [
  'select',
  'selectNoLayers',
  'set',
  'make',
  'delete',
  'move',
  'open',
  'close',
  'newDocument',
  'convertMode',
  'canvasSize',
  'imageSize',
  'historyStateChanged',
]

/** Milliseconds within which a burst of events is one change. */
const BURST = 120

export const watch = async (
  { photoshop, timers }: Surroundings,
  onChange: () => void,
): Promise<() => Promise<void>> => {
  let callOff: (() => void) | undefined
  const listener = (): void => {
    callOff?.()
    callOff = timers.after(BURST, onChange)
  }
  await photoshop.action.addNotificationListener(EVENTS, listener)
  return async () => {
    callOff?.()
    await photoshop.action.removeNotificationListener(EVENTS, listener)
  }
}
