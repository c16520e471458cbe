/**
 * The inference process: owns every session of one device, so that native code which blocks, crashes
 * or keeps memory does so here, and ending the process gives everything back.
 */
import { serveCalls } from '../system/child/serve-calls.ts'
import { InferenceTask } from './messages.ts'
import { createSessions } from './sessions.ts'

const sessions = createSessions()

// A session allows one run at a time, and native calls block this thread anyway.
let turn: Promise<unknown> = Promise.resolve()

serveCalls((task, { signal }) => {
  const mine = turn.then(() => {
    signal.throwIfAborted()
    return sessions.perform(InferenceTask.parse(task))
  })
  turn = mine.catch(() => {})
  return mine
})
