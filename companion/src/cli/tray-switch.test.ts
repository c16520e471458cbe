import { DEFAULT_SETTINGS, SETTING_KEYS, SettingsInForce } from '@inlay/shared'
import { expect, test } from 'vitest'
import type { LiveSettings } from '../http/settings/live-settings.ts'
import { switchTray } from './tray-switch.ts'

const inForce = (tray: boolean): SettingsInForce =>
  SettingsInForce.parse({
    values: { ...DEFAULT_SETTINGS, tray },
    sources: Object.fromEntries(SETTING_KEYS.map((key) => [key, 'default'])),
    modelsFolder: '/models',
    problems: [],
  })

test('the icon comes and goes with the setting, one at a time, and for good at the end', async () => {
  let hear: (now: SettingsInForce, before: SettingsInForce) => void = () => {}
  const settings: Pick<LiveSettings, 'now' | 'onChange'> = {
    now: inForce(true),
    onChange: (listener) => {
      hear = listener
      return () => {
        hear = () => {}
      }
    },
  }
  const story: string[] = []
  let hasPlace = true
  const tray = await switchTray(settings, async () => {
    story.push('opened')
    return {
      pid: undefined,
      get hasPlace() {
        return hasPlace
      },
      close: async () => {
        story.push('closed')
      },
    }
  })
  expect([tray.state, story]).toEqual(['on', ['opened']])
  hasPlace = false
  expect(tray.state).toBe('none')
  hear(inForce(false), inForce(true))
  hear(inForce(true), inForce(false))
  hear(inForce(false), inForce(true))
  expect(tray.state).toBe('off')
  await tray.close()
  expect(story.at(-1)).toBe('closed')
  expect(story.filter((word) => word === 'opened')).toHaveLength(
    story.filter((word) => word === 'closed').length,
  )
  hear(inForce(true), inForce(false))
  expect(story.at(-1)).toBe('closed')
})
