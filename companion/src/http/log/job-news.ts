/** What the log says of jobs: numbers and codes out of their events. */
import type { EventBody } from '../../jobs/events.ts'
import type { Job } from '../../jobs/job.ts'
import type { Notice } from '../../jobs/notice.ts'
import type { Log } from './log.ts'

export interface JobNews {
  onAccepted(job: Job): void
  onEvent(job: Job, body: EventBody): void
  onNotice(notice: Notice): void
}

export const createJobNews = (log: Log): JobNews => ({
  onAccepted: ({ id, request, bytes }) => {
    log.event('job_accepted', { job: id, operation: request.operation, bytes })
  },
  onNotice: (notice) => {
    switch (notice.type) {
      case 'set_aside':
        log.event('fills_set_aside', {})
        break
      case 'found_again':
        log.event('fills_found_again', { fills: notice.fills })
        break
      case 'files_lost':
        log.event('fills_lost', { fills: notice.fills })
        break
      case 'unreadable':
        log.event('fills_unreadable', { fills: notice.fills })
        break
    }
  },
  onEvent: (job, body) => {
    switch (body.type) {
      case 'started':
        log.event('job_started', { job: job.id, engine: body.engine })
        break
      case 'done': {
        const { engine, times, variations, canvas } = body.report
        const { engine: engineTime, ...stages } = times
        log.event('job_done', {
          job: job.id,
          engine,
          variations: variations.length,
          pixels: canvas.width * canvas.height,
          bytes: job.bytes,
          queue: job.times.queue,
          run: job.times.run,
          engineTime,
          ...stages,
        })
        break
      }
      case 'failed':
        log.event('job_failed', { job: job.id, code: body.error.code })
        break
      case 'cancelled':
        log.event('job_cancelled', { job: job.id })
        break
      default:
        break
    }
  },
})
