/** A logged event in plain words: for the terminal of `inlay serve`, and for `inlay logs`. */
import type { Trace } from '../../system/frames.ts'
import type { LogEventName, LogFields } from './events.ts'

type Words = { readonly [N in LogEventName]: (fields: LogFields<N>) => string }

const seconds = (ms: number | undefined): string =>
  ms === undefined ? 'an unknown time' : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`

const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? 'an unknown size' : `${(bytes / 2 ** 20).toFixed(1)} MB`

const counted = (count = 0, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`

const short = (job: string | undefined): string => `Fill ${job?.slice(0, 8) ?? '?'}`

const place = (traces: readonly Trace[] | undefined): string =>
  (traces ?? [])
    .map(({ name, code, frames }) =>
      [[name, code].filter((part) => part !== undefined).join(' '), ...frames].join('\n    '),
    )
    .map((text, index) => `\n  ${index === 0 ? '' : 'caused by '}${text}`)
    .join('')

const GONE = {
  exit: 'ended by itself',
  memory: 'ran out of memory',
  killed: 'did not stop when asked to and was ended',
  nonsense: 'said something that is not understood and was ended',
  not_ready: 'did not start in time',
  version: 'is of another version',
  silent: 'no longer answered and was ended',
  stuck: 'made no progress and was ended',
} as const

const PAIRING = {
  asked: 'A plugin asks to be paired.',
  wrong_code: 'A wrong pairing code was sent.',
  paired: 'A plugin was paired.',
  expired: 'A pairing was not finished in time.',
  tries: 'A pairing ended after too many wrong codes.',
  stopped: 'A pairing ended because the companion stops.',
} as const

const WORDS: Words = {
  started: ({ version, node, port, pid, ms }) =>
    `The companion ${version ?? ''} listens on port ${port ?? '?'} (process ${pid ?? '?'}, Node ${node ?? '?'}, started in ${seconds(ms)}).`,
  stopping: ({ why, running, queued }) =>
    `The companion stops (${why ?? '?'}): ${counted(running, 'fill')} under way, ${queued ?? 0} waiting.`,
  stopped: ({ ms, interrupted }) =>
    `The companion stopped after ${seconds(ms)}; ${counted(interrupted, 'fill')} to be taken up again at the next start.`,
  crashed: ({ traces }) => `The companion crashed.${place(traces)}`,
  failed: ({ code, traces }) => `Failed: ${code ?? 'internal'}.${place(traces)}`,
  devices_set_aside: () => 'The list of paired devices was damaged; every plugin pairs again.',
  fills_set_aside: () =>
    'The list of fills was damaged; it is set aside, and what its folders hold is read again.',
  fills_found_again: ({ fills }) => `Found again in their folders: ${counted(fills, 'fill')}.`,
  fills_lost: ({ fills }) =>
    `Forgotten, for their files were lost: ${counted(fills, 'finished fill')}.`,
  fills_unreadable: ({ fills }) =>
    `Unreadable on disk and left as they are: ${counted(fills, 'fill')}.`,
  log_lost: ({ lines }) => `The log could not be written; lost: ${counted(lines, 'line')}.`,
  job_accepted: ({ job, operation, bytes }) =>
    `${short(job)} was accepted: ${operation ?? '?'}, ${megabytes(bytes)}.`,
  job_started: ({ job, engine }) => `${short(job)} started with ${engine ?? '?'}.`,
  job_done: ({ job, run, queue, pixels, variations }) =>
    `${short(job)} is done in ${seconds(run)} after waiting ${seconds(queue)}: ${((pixels ?? 0) / 1e6).toFixed(1)} megapixels, ${counted(variations, 'result')}.`,
  job_failed: ({ job, code }) => `${short(job)} failed: ${code ?? '?'}.`,
  job_cancelled: ({ job }) => `${short(job)} was cancelled.`,
  child_started: ({ pid }) => `The fill process ${pid ?? '?'} started.`,
  child_gone: ({ pid, why, pending }) =>
    `The fill process ${pid ?? '?'} ${why === undefined ? 'is gone' : GONE[why]}; ${counted(pending, 'task')} went with it.`,
  pairing: ({ what }) => (what === undefined ? 'A pairing changed.' : PAIRING[what]),
  device_revoked: () => 'A device was revoked.',
  request: ({ method, route, status, code, ms }) =>
    `${method ?? '?'} ${route ?? '?'} answered ${status ?? '?'}${code === undefined ? '' : ` ${code}`} in ${(ms ?? 0).toFixed(1)} ms.`,
}

export const inWords = <N extends LogEventName>(event: N, fields: LogFields<N>): string =>
  WORDS[event](fields)
