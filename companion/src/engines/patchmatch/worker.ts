/**
 * Entry of every PatchMatch thread: one leads a run from end to end, the others take bands
 * from it; or each works off its share of many crops.
 */
import { parentPort } from 'node:worker_threads'
import { bufferOf, kernelFor, leadRun, verdictOf } from './lead.ts'
import { workShare } from './many/share.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { help } from './team.ts'

const port = parentPort
if (port === null) throw new Error('patchmatch-worker runs as a worker thread only')

const say = (message: FromWorker): void => port.postMessage(message)

port.on('message', (message: ToWorker) => {
  if (message.type === 'help') {
    help(kernelFor(message.memory, message.module), new Int32Array(bufferOf(message.memory)))
    return
  }
  try {
    if (message.type === 'share') {
      for (const count of workShare(message)) say({ type: 'begun', count })
      say({ type: 'done' })
      return
    }
    for (const event of leadRun(message.memory, message.module, message.job, message.helpers)) {
      say(event)
    }
    say({ type: 'done' })
  } catch (error) {
    say(verdictOf(error))
  }
})
