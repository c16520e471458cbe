import { type EngineInfo, parseFillRequest } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { asks, keepSettings, keptSettings, readSettings } from './settings.ts'

const engine = (id: string, more: Partial<EngineInfo> = {}): EngineInfo => ({
  ...{ id, name: id, description: '', operations: ['remove', 'fill', 'expand'], device: 'CPU' },
  ...{ takesPrompt: false, takesSample: false, available: true },
  ...more,
})
const plain = engine('patchmatch')
const stepped = engine('sdxl', { takesPrompt: true, takesSteps: true })

const source = (part: string) => ({ kind: 'encoded', part }) as const
const whole = (asked: ReturnType<typeof asks>) =>
  parseFillRequest({ ...asked, image: source('image'), mask: source('mask') })

describe('settings of the playground', () => {
  it('become a request that the companion takes, with the mask’s own edge', () => {
    const settings = readSettings({
      ...{ operation: 'fill', prompt: '  a boat ', negativePrompt: 'people', engine: 'sdxl' },
      ...{ variations: 4, seed: 9, strength: 0.7, guidanceScale: 5, steps: 30, scheduler: 'ddim' },
    })
    expect(whole(asks(settings, [plain, stepped], { grow: 3, feather: 8 }))).toMatchObject({
      ...{ operation: 'fill', prompt: 'a boat', negativePrompt: 'people', engine: 'sdxl' },
      ...{ variations: 4, seed: 9, strength: 0.7, guidanceScale: 5, steps: 30, scheduler: 'ddim' },
      ...{ grow: 3, feather: 8 },
    })
  })

  it('ask nobody for what only others understand', () => {
    const settings = readSettings({ operation: 'fill', engine: 'patchmatch', steps: 30 })
    expect(asks(settings, [plain, stepped], undefined)).not.toHaveProperty('steps')
    const removing = readSettings({
      operation: 'remove',
      prompt: 'x',
      negativePrompt: 'y',
      steps: 3,
    })
    const asked = whole(asks(removing, [stepped], undefined))
    expect(asked).toMatchObject({ prompt: '', negativePrompt: '' })
    expect(asked.steps).toBeUndefined()
  })

  it('fall back to automatic when the engine is gone', () => {
    const settings = readSettings({ operation: 'fill', engine: 'gone' })
    expect(asks(settings, [plain], undefined).engine).toBe('auto')
  })

  it('come back at the next visit, but for what was typed', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    }
    const settings = readSettings({
      ...{ operation: 'fill', prompt: 'secret', negativePrompt: 'secret', seed: 4, steps: 12 },
    })
    keepSettings(storage, settings)
    expect([...kept.values()].join()).not.toContain('secret')
    expect(keptSettings(storage)).toEqual({ ...settings, prompt: '', negativePrompt: '' })
  })

  it('give way one by one to their defaults when spoilt', () => {
    expect(readSettings({ steps: 1e9, scheduler: 'x', operation: 'fill' })).toMatchObject({
      ...{ steps: null, scheduler: null, operation: 'fill' },
    })
    expect(keptSettings({ getItem: () => '{' })).toEqual(readSettings({}))
  })
})
