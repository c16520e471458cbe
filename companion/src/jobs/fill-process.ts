/**
 * The fill process: everything heavy (sharp, engines, pixels) lives here, so that the daemon stays
 * small, answers at once, and survives whatever an image does to a decoder.
 */
import { constants, setPriority } from 'node:os'
import { serveCalls } from '../system/child/serve-calls.ts'
import { FillTask } from './fill-messages.ts'
import type { FillWork } from './fill-work.ts'

let work: Promise<FillWork> | undefined

/** Loaded while the first job is still on its way: sharp alone takes longer than a small fill. */
const loadWork = (): Promise<FillWork> => {
  work ??= import('./fill-work.ts').then(({ createFillWork }) => createFillWork())
  return work
}

/** On POSIX a third of a busy program's share; PRIORITY_BELOW_NORMAL would be a tenth. */
const NICE = process.platform === 'win32' ? constants.priority.PRIORITY_BELOW_NORMAL : 5

/** A fill must not make the designer's own programs stutter. */
const stepBack = (): void => {
  try {
    setPriority(NICE)
  } catch {
    // A system that does not let us be modest is no reason to refuse the work.
  }
}

stepBack()
serveCalls(async (raw, { signal, onEvent }) => {
  const task = FillTask.parse(raw)
  const { run, encode, engines, runtime, segment, preview, upscale } = await loadWork()
  switch (task.type) {
    case 'run':
      return run(task, signal, onEvent)
    case 'encode':
      return encode(task, signal)
    case 'engines':
      return engines()
    case 'runtime':
      return runtime()
    case 'segment':
      return segment(task, signal)
    case 'preview':
      return preview(task)
    case 'upscale':
      return upscale(task, signal, onEvent)
  }
})
void loadWork()
