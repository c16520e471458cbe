/** What is seldom changed: engine, variations, seed, and what only some engines understand. */
import { type EngineInfo, RANGES, SCHEDULERS, variationsOf } from '@inlay/shared'
import { enginesFor } from '@inlay/shared/panel'
import { Heard } from '../../shell/heard.tsx'
import { engineWords } from '../../views/models/catalogue-words.ts'
import { formatList, formatPercent, joinSentences } from '../../words/format.ts'
import { sayHeard } from '../../words/heard.ts'
import { say } from '../../words/say.ts'
import type { Editor } from '../editor.ts'
import { isBusy } from '../state.ts'
import { Choice, NumberField, Slider } from './fields.tsx'
import { readSettings, takesSteps } from './settings.ts'

export const More = ({ editor }: { readonly editor: Editor }) => {
  const { state } = editor
  const { settings, engines } = state
  const able = enginesFor(settings.operation, engines)
  const variations = settings.variations ?? undefined
  const count = variationsOf({ operation: settings.operation, variations })
  const isStepped = takesSteps(settings, engines) && settings.operation !== 'remove'
  return (
    <details
      class="edit-more"
      open={settings.isMoreOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== settings.isMoreOpen)
          editor.set({ isMoreOpen: currentTarget.open })
      }}
    >
      <summary>{say('edit.more')}</summary>
      <fieldset class="edit-fields" disabled={isBusy(state)}>
        <Choice
          label={say('edit.engine')}
          value={able.some(({ id }) => id === settings.engine) ? settings.engine : 'auto'}
          choices={[
            { value: 'auto', label: say('edit.engine.auto') },
            ...able.map(({ id, name, available }) => ({
              value: id,
              label: available ? name : say('edit.engine.missing', { engine: name }),
              disabled: !available,
            })),
          ]}
          hint={engineHint(settings.engine, able)}
          onChange={(engine) => editor.set({ engine })}
        />
        <Missing engines={able} />
        <Slider
          label={say('edit.variations')}
          value={count}
          min={RANGES.variations[0]}
          max={RANGES.variations[1]}
          shown={String(count)}
          onChange={(variations) => editor.set({ variations })}
        />
        <NumberField
          label={say('edit.seed')}
          value={settings.seed}
          range={RANGES.seed}
          placeholder={say('edit.seed.random')}
          onChange={(seed) => editor.set({ seed })}
        />
        {isStepped && <Stepped editor={editor} />}
        <button
          type="button"
          class="quiet edit-reset"
          onClick={() => {
            const { operation, prompt, isMoreOpen } = settings
            editor.set(readSettings({ operation, prompt, isMoreOpen }))
          }}
        >
          {say('edit.reset')}
        </button>
      </fieldset>
    </details>
  )
}

/** What the chosen engine is good at and where it runs; for `auto`, which are to choose from. */
const engineHint = (chosen: string, engines: readonly EngineInfo[]): string => {
  const engine = engines.find(({ id, available }) => id === chosen && available)
  if (engine !== undefined) {
    return joinSentences([engineWords(engine), sayHeard(engine.device).text])
  }
  const names = engines.filter(({ available }) => available).map(({ name }) => name)
  return say('edit.engine.auto.hint', { engines: formatList(names) })
}

/** Why an engine cannot be chosen: a disabled choice could not say it. */
const Missing = ({ engines }: { readonly engines: readonly EngineInfo[] }) => {
  const missing = engines.filter(({ available, reason }) => !available && reason !== undefined)
  if (missing.length === 0) return null
  return (
    <ul class="edit-missing soft">
      {missing.map(({ id, name, reason }) => (
        <li key={id}>
          {name}: <Heard text={reason ?? ''} />
        </li>
      ))}
    </ul>
  )
}

const Stepped = ({ editor }: { readonly editor: Editor }) => {
  const { settings } = editor.state
  const own = say('edit.engine.own')
  return (
    <>
      <label class="edit-field">
        <span>{say('edit.negative')}</span>
        <textarea
          rows={2}
          value={settings.negativePrompt}
          onInput={({ currentTarget }) => editor.set({ negativePrompt: currentTarget.value })}
        />
      </label>
      <Slider
        label={say('edit.strength')}
        value={Math.round(settings.strength * 100)}
        min={0}
        max={100}
        shown={formatPercent(settings.strength)}
        onChange={(percent) => editor.set({ strength: percent / 100 })}
      />
      <NumberField
        label={say('edit.guidance')}
        value={settings.guidanceScale}
        range={RANGES.guidanceScale}
        step={0.1}
        placeholder={own}
        onChange={(guidanceScale) => editor.set({ guidanceScale })}
      />
      <NumberField
        label={say('edit.steps')}
        value={settings.steps}
        range={RANGES.steps}
        placeholder={own}
        onChange={(steps) => editor.set({ steps })}
      />
      <Choice
        label={say('edit.scheduler')}
        value={settings.scheduler ?? ''}
        choices={[
          { value: '', label: own },
          ...SCHEDULERS.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(name) => editor.set({ scheduler: name === '' ? null : name })}
      />
    </>
  )
}
