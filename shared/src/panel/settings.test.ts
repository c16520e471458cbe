/** What was chosen last comes back, whatever storage has made of it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFillRequest } from '../fill-request.ts'
import { DEFAULT_SETTINGS, engineInUse, readSettings, requestOf, takesPrompt } from './settings.ts'

const engine = (id: string, more = {}) => ({
  ...{ id, name: id, description: '', takesPrompt: false, takesSample: false, available: true },
  ...{ operations: ['remove' as const, 'fill' as const], device: 'CPU' },
  ...more,
})

describe('settings', () => {
  it('keep what is sound of what was stored', () => {
    const stored = { operation: 'fill', strength: 7, seed: 12, grow: 'much', later: true }
    expect(readSettings(stored)).toEqual({ ...DEFAULT_SETTINGS, operation: 'fill', seed: 12 })
    expect(readSettings(null)).toEqual(DEFAULT_SETTINGS)
  })

  it('always give a request that the companion takes', () => {
    const image = { kind: 'encoded', part: 'image' }
    const mask = { kind: 'encoded', part: 'mask' }
    fc.assert(
      fc.property(fc.object(), (stored) => {
        const settings = readSettings({ ...stored, operation: 'fill' })
        parseFillRequest({ ...requestOf(settings, []), image, mask })
      }),
    )
  })

  it('ask for an engine only while it is there', () => {
    const settings = { ...DEFAULT_SETTINGS, engine: 'lama' }
    expect(requestOf(settings, [engine('lama')]).engine).toBe('lama')
    expect(requestOf(settings, [engine('lama', { available: false })]).engine).toBe('auto')
    expect(requestOf(settings, []).engine).toBe('auto')
  })

  it('name the engine that will do it', () => {
    const settings = { ...DEFAULT_SETTINGS, operation: 'fill' as const, engine: 'lama' }
    const [away, other] = [engine('lama', { available: false }), engine('patchmatch')]
    expect(engineInUse(settings, [other, engine('lama')])?.id).toBe('lama')
    expect(engineInUse(settings, [away, other])?.id).toBe('patchmatch')
    expect(engineInUse(settings, [away])).toBeUndefined()
  })

  it('never send a prompt for removing', () => {
    const settings = { ...DEFAULT_SETTINGS, prompt: ' a bird ' }
    expect(requestOf(settings, []).prompt).toBeUndefined()
    expect(requestOf({ ...settings, operation: 'fill' }, []).prompt).toBe('a bird')
  })

  it('know whether anybody would heed a prompt', () => {
    const settings = { ...DEFAULT_SETTINGS, operation: 'fill' as const }
    const engines = [engine('patchmatch'), engine('sd', { takesPrompt: true })]
    expect(takesPrompt(settings, engines)).toBe(true)
    expect(takesPrompt({ ...settings, engine: 'patchmatch' }, engines)).toBe(false)
    expect(takesPrompt(settings, [engine('patchmatch')])).toBe(false)
  })
})
