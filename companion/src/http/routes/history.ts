/**
 * `/v1/fills`: what has happened to the caller's fills since it last looked, and forgetting all of
 * them. `?since=N` gives those whose state has changed after cursor N, also across restarts.
 */
import { expected, type FillList, type FillsDeleted, InlayError } from '@inlay/shared'
import type { Router } from 'express'
import type { Job } from '../../jobs/job.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import { toRecord } from '../../jobs/record.ts'
import { onlyMethods } from '../errors.ts'
import { type Caller, knownCaller, needs } from '../guard/authenticate.ts'
import { exactRouter } from './exact-router.ts'
import { maySee } from './find-job.ts'

/** Fills told in one answer. */
const MOST = 200

export const historyRoute = (jobs: Pick<Jobs, 'list' | 'revision' | 'forgetAll'>): Router => {
  const ofCaller = (caller: Caller): Job[] => jobs.list().filter((job) => maySee(caller, job))
  const router = exactRouter()
  router
    .route('/v1/fills')
    .get(needs('jobs'), (request, response) => {
      const since = readSince(request.query.since)
      const changed = ofCaller(knownCaller(request))
        .filter(({ revision }) => revision > since)
        .sort((a, b) => a.revision - b.revision)
      const told = changed.slice(0, MOST)
      const more = told.length < changed.length
      const answer: FillList = {
        fills: told.map(toRecord),
        cursor: more ? (told.at(-1)?.revision ?? since) : jobs.revision,
        more,
      }
      response.json(answer)
    })
    .delete(needs('jobs'), async (request, response) => {
      const caller = knownCaller(request)
      const ids = ofCaller(caller).map(({ id }) => id)
      const deleted = await jobs.forgetAll(ids, caller.scopes.includes('admin'))
      const answer: FillsDeleted = { deleted }
      response.json(answer)
    })
    .all(onlyMethods('GET', 'POST', 'DELETE'))
  return router
}

/** 0, before the first change, when absent. */
const readSince = (text: unknown): number => {
  if (text === undefined) return 0
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) {
    throw new InlayError('invalid_request', expected('a whole number', 'since', text))
  }
  return Number(text)
}
