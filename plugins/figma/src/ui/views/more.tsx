/** Everything that is seldom changed: engine, variations, seed, strength, the mask's edge, the layer. */
import { asLanguage, LANGUAGE_NAMES, LANGUAGES, RANGES, variationsOf } from '@inlay/shared'
import { DEFAULT_SETTINGS, enginesFor, type Say } from '@inlay/shared/panel'
import type { Panel, PanelState } from '../panel/state.ts'
import { Check, NumberField, Select, Slider } from './controls.tsx'

const [, MOST_SEED] = RANGES.seed

export const More = ({
  say,
  panel,
  state,
}: {
  readonly say: Say
  readonly panel: Panel
  readonly state: PanelState
}) => {
  const { settings, link } = state
  const engines = enginesFor(settings.operation, link.at === 'ready' ? link.engines : [])
  const { operation } = settings
  const count = settings.variations ?? variationsOf({ operation })
  return (
    <details
      class="more"
      open={settings.isMoreOpen}
      onToggle={(event) => {
        const isMoreOpen = event.currentTarget.open
        if (isMoreOpen !== settings.isMoreOpen) panel.set({ isMoreOpen })
      }}
    >
      <summary>{say('more')}</summary>
      <div class="group">
        <Select
          label={say('engine.label')}
          value={engines.some(({ id }) => id === settings.engine) ? settings.engine : 'auto'}
          choices={[
            { value: 'auto', label: say('engine.auto') },
            ...engines.map(({ id, name, available }) => ({
              value: id,
              label: available ? name : say('engine.unavailable', { engine: name }),
              disabled: !available,
            })),
          ]}
          onChange={(engine) => panel.set({ engine })}
        />
        <Slider
          label={say('variations.label')}
          value={count}
          min={1}
          max={8}
          shown={String(count)}
          onChange={(variations) => panel.set({ variations })}
        />
        <NumberField
          label={say('seed.label')}
          value={settings.seed}
          min={0}
          max={MOST_SEED}
          placeholder={say('seed.random')}
          onChange={(seed) => panel.set({ seed })}
        />
        <Slider
          label={say('strength.label')}
          value={Math.round(settings.strength * 100)}
          min={0}
          max={100}
          shown={say('unit.percent', { count: Math.round(settings.strength * 100) })}
          onChange={(percent) => panel.set({ strength: percent / 100 })}
        />
        {settings.operation !== 'expand' && (
          <Slider
            label={say('grow.label')}
            value={settings.grow}
            min={0}
            max={64}
            shown={say('unit.pixels', { count: settings.grow })}
            onChange={(grow) => panel.set({ grow })}
          />
        )}
        <Slider
          label={say('feather.label')}
          value={settings.feather}
          min={0}
          max={64}
          shown={say('unit.pixels', { count: settings.feather })}
          onChange={(feather) => panel.set({ feather })}
        />
        <Select
          label={say('place.label')}
          value={settings.place === 'frame' ? 'frame' : 'rectangle'}
          choices={[
            { value: 'rectangle', label: say('place.rectangle') },
            { value: 'frame', label: say('place.frame') },
          ]}
          onChange={(value) => panel.set({ place: value === 'frame' ? 'frame' : 'rectangle' })}
        />
        {settings.operation !== 'expand' && (
          <Check
            label={say('place.hide_shapes')}
            value={settings.hideShapes}
            onChange={(hideShapes) => panel.set({ hideShapes })}
          />
        )}
        <Select
          label={say('language.label')}
          value={state.languageChoice ?? 'browser'}
          choices={[
            { value: 'browser', label: say('language.browser') },
            ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
          ]}
          onChange={(choice) => panel.speak(asLanguage(choice) ?? null)}
        />
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            const { engine, variations, seed, strength, grow, feather } = DEFAULT_SETTINGS
            const { place, hideShapes } = DEFAULT_SETTINGS
            panel.set({ engine, variations, seed, strength, grow, feather, place, hideShapes })
          }}
        >
          {say('settings.reset')}
        </button>
      </div>
    </details>
  )
}
