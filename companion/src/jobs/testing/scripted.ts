/** A fill process that does as a test says: each run ends when told to. */
import { FillRequest, InlayError } from '@inlay/shared'
import type { FillClient } from '../fill-client.ts'
import type { RunEvent, RunTask } from '../fill-messages.ts'
import type { Jobs } from '../jobs.ts'
import { newJob, report } from './events.ts'

export interface ScriptedRun {
  readonly task: RunTask
  /** Says what a run says. */
  tell(event: RunEvent): void
  end(outcome: 'done' | InlayError): void
}

export interface ScriptedClient extends FillClient {
  readonly runs: ScriptedRun[]
}

export const scriptedClient = (): ScriptedClient => {
  const runs: ScriptedRun[] = []
  return {
    runs,
    pid: undefined,
    renew: () => {},
    setIdle: () => {},
    release: async () => true,
    wake: () => {},
    run: (task, { signal, onEvent }) =>
      new Promise((resolve, reject) => {
        onEvent({ type: 'started', seed: task.request.seed ?? 7, engine: 'patchmatch' })
        signal.addEventListener('abort', () => reject(new InlayError('cancelled')))
        runs.push({
          task,
          tell: onEvent,
          end: (outcome) =>
            outcome === 'done' ? resolve({ report, busy: 1, bytes: 10 }) : reject(outcome),
        })
      }),
    encode: () => Promise.reject(new InlayError('internal')),
    engines: () => Promise.resolve([]),
    runtime: () => Promise.reject(new InlayError('internal')),
    segment: () => Promise.reject(new InlayError('internal')),
    preview: () => Promise.reject(new InlayError('internal')),
    upscale: () => Promise.reject(new InlayError('internal')),
    close: async () => {
      for (const run of runs) run.end(new InlayError('interrupted'))
    },
  }
}

export interface AcceptOptions {
  readonly owner?: string
  readonly id?: string
  readonly image?: string
  readonly prompt?: string
}

/** Hands in a job of a hundred bytes or so; its id, and whether it is new. */
export const hand = async (
  jobs: Jobs,
  { owner = 'owner', id, image = 'an image', prompt = '' }: AcceptOptions = {},
): Promise<{ id: string; isNew: boolean }> => {
  const reservation = await jobs.reserve(owner, id)
  try {
    for (const [name, text] of [
      ['image', image],
      ['mask', 'a mask'],
    ] as const) {
      const file = await reservation.openFile(name)
      await file.write(Buffer.from(text))
      await file.finish()
    }
    const request = FillRequest.parse({ ...newJob('x').request, prompt })
    return await reservation.accept(request, image.length + 'a mask'.length)
  } finally {
    await reservation.release()
  }
}

/** Long enough for what follows from an event to have happened; the disk is slower than a tick. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5))
}
