import { type EngineInfo, parseFillRequest } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { requestNotes } from './fill-checks.ts'

const ENGINE: EngineInfo = {
  id: 'patches',
  name: 'Patches',
  description: '',
  operations: ['fill'],
  takesPrompt: true,
  takesSample: true,
  available: true,
  device: 'CPU',
}

const request = (more: object) =>
  parseFillRequest({
    operation: 'fill',
    image: { kind: 'encoded', part: 'image' },
    mask: { kind: 'encoded', part: 'mask' },
    ...more,
  })

describe('notes on a request', () => {
  it('name every option that makes no difference to the engine', () => {
    const asked = request({ steps: 20, strength: 0.5, diffusion: { clipSkip: 1 } })
    expect(requestNotes(asked, ENGINE, 0.1)).toEqual([
      'Patches does not paint step by step; strength, steps and clipSkip made no difference.',
    ])
    expect(requestNotes(request({ scheduler: 'ddim' }), ENGINE, 0.1)).toEqual([
      'Patches does not paint step by step; the scheduler made no difference.',
    ])
    expect(requestNotes(asked, { ...ENGINE, takesSteps: true }, 0.1)).toEqual([])
    expect(requestNotes(request({}), ENGINE, 0.1)).toEqual([])
  })
})
