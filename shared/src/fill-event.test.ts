import { describe, expect, it } from 'vitest'
import { EngineList } from './engine-info.ts'
import { FillEvent, FillStatus, isFinal } from './fill-event.ts'
import { report } from './fill-report.fixture.ts'
import { FillReport } from './fill-report.ts'
import { RawResult, SocketRequest, SubmitHeader } from './wire-messages.ts'

const head = { id: 'f1', sequence: 0 }
const error = { code: 'mask_empty', message: 'a', next: 'b' }

describe('events', () => {
  it.each([
    [{ type: 'queued', ...head, position: 0 }, false],
    [{ type: 'started', ...head, seed: 0, engine: 'patchmatch' }, false],
    [{ type: 'progress', ...head, fraction: 1, stage: 'Seam' }, false],
    [{ type: 'preview', ...head, index: 0, png: 'iVBORw0=' }, false],
    [{ type: 'variation', ...head, variation: report.variations[0] }, false],
    [{ type: 'done', ...head, report }, true],
    [{ type: 'failed', ...head, error }, true],
    [{ type: 'cancelled', ...head }, true],
  ])('%j', (event, final) => {
    const parsed = FillEvent.parse(event)
    expect(parsed).toEqual(event)
    expect(isFinal(parsed)).toBe(final)
  })

  it.each([
    { type: 'paused', ...head },
    { type: 'cancelled', id: 'f1' },
    { type: 'cancelled', ...head, sequence: -1 },
    { type: 'progress', ...head, fraction: 1.01, stage: '' },
    { type: 'progress', ...head, fraction: Number.NaN, stage: '' },
    { type: 'queued', ...head, position: 0.5 },
    { type: 'failed', ...head, error: { ...error, code: 'no_such_code' } },
    { type: 'done', ...head, report: { ...report, changed_fraction: 2 } },
  ])('refuses %j', (event) => {
    expect(FillEvent.safeParse(event).success).toBe(false)
  })

  it('passes over what a newer companion adds', () => {
    const newer = { ...report, watts: 3, times: { ...report.times, dream: 4 } }
    expect(FillReport.parse(newer)).toEqual(report)
    expect(FillEvent.parse({ type: 'cancelled', ...head, by: 'tray' })).toEqual({
      type: 'cancelled',
      ...head,
    })
  })
})

describe('other messages', () => {
  it('knows every state of a fill', () => {
    for (const state of ['queued', 'running', 'done', 'failed', 'cancelled']) {
      const status = { id: 'f1', state, fraction: 0, stage: '', variations: [] }
      expect(FillStatus.parse(status)).toEqual(status)
    }
  })

  it('lists engines, those that are not available with the reason', () => {
    const engine = {
      id: 'patchmatch',
      name: 'PatchMatch',
      description: 'Fills from the picture itself.',
      operations: ['remove'],
      takesPrompt: false,
      takesSample: true,
      available: false,
      reason: 'WASM is switched off.',
      device: 'CPU',
    }
    expect(EngineList.parse({ engines: [engine] })).toEqual({ engines: [engine] })
  })

  it('takes a submit’s header strictly, and a raw result’s openly', () => {
    const image = { kind: 'encoded', part: 'image' }
    expect(SubmitHeader.safeParse({ request: { image } }).success).toBe(true)
    expect(SubmitHeader.safeParse({ request: { image }, extra: 1 }).success).toBe(false)
    const raw = {
      width: 1,
      height: 1,
      channels: 4,
      bitDepth: 16,
      bounds: { left: 0, top: 0, width: 1, height: 1 },
      index: 0,
      seed: 5,
    }
    expect(RawResult.parse({ ...raw, profile: 'sRGB' })).toEqual(raw)
    expect(RawResult.safeParse({ ...raw, channels: 3 }).success).toBe(false)
  })

  it('starts a subscription before the first event unless told otherwise', () => {
    expect(SocketRequest.parse({ subscribe: 'f1' })).toEqual({ subscribe: 'f1', after: -1 })
    expect(SocketRequest.safeParse({ subscribe: 'f1', unsubscribe: 'f1' }).success).toBe(false)
  })
})
