/** What the owner sets: each holds at once, says where it comes from, and goes back to its default. */
import type { EngineInfo, SettingKey, SettingsChange, SettingsInForce } from '@inlay/shared'
import { useState } from 'preact/hooks'
import { LANGUAGE_NAMES, LANGUAGES } from '../../../language.ts'
import { settings as askSettings, setPaused } from '../../api.ts'
import { engines as askEngines, changeSettings, setAutostart } from '../../owner-api.ts'
import { Heard } from '../../shell/heard.tsx'
import { ErrorText } from '../../shell/problem.tsx'
import type { ViewProps } from '../../shell/sections.tsx'
import { chooseLanguage, say } from '../../words/say.ts'
import { useLoaded } from '../parts/use-loaded.ts'
import { useTask } from '../parts/use-task.ts'
import {
  NumberField,
  type RowProps,
  SelectField,
  SettingRow,
  Switch,
  TextField,
} from './fields.tsx'
import '../parts/parts.css'
import './settings.css'

/** Milliseconds: the command line may change them too. */
const LOOK_EVERY = 5000

export const View = ({ store }: ViewProps) => {
  const { value, error, reload, put } = useLoaded(askSettings, () => LOOK_EVERY)
  const engines = useLoaded(askEngines)
  const [last, setLast] = useState<SettingKey | 'autostart'>()
  const task = useTask()
  if (value === undefined) {
    return error === undefined ? (
      <p class="soft">{say('parts.loading')}</p>
    ) : (
      <ErrorText error={error} />
    )
  }
  const { values, sources, autostart, tray, problems, modelsFolder } = value

  const change = (key: SettingKey, wanted: SettingsChange): void => {
    setLast(key)
    void task.run(async () => {
      const now = await changeSettings(wanted)
      put(now)
      await follow(key, now)
    })
  }
  const rowOf = (key: SettingKey): RowProps => ({
    name: key,
    source: sources[key],
    isBusy: task.isBusy && last === key,
    error: last === key ? task.error : undefined,
    isSaved: last === key && !task.isBusy && task.error === undefined,
    onReset: () => change(key, { reset: [key] }),
  })
  const set =
    <K extends SettingKey>(key: K) =>
    (next: SettingsInForce['values'][K]): void =>
      change(key, { set: { [key]: next } })
  const startsAtLogin = (on: boolean): void => {
    setLast('autostart')
    void task.run(() => setAutostart(on)).then(reload)
  }
  const ready = engines.value?.engines.filter(({ available }) => available) ?? []
  const { status } = store.state

  return (
    <div class="settings">
      {error !== undefined && <ErrorText error={error} />}
      {problems.length > 0 && (
        <div class="outcome bad" role="alert">
          <p>{say('settings.problems')}</p>
          {problems.map((problem) => (
            <p key={problem} class="soft">
              <Heard text={problem} />
            </p>
          ))}
        </div>
      )}
      <Group id="filling">
        {status?.paused !== undefined && (
          <SettingRow
            name="paused"
            label={say('settings.paused')}
            help={say('settings.paused.help')}
          >
            <Switch
              name="paused"
              isOn={status.paused}
              onChange={(on) => void store.act(() => setPaused(on))}
            />
          </SettingRow>
        )}
        <SelectField
          {...rowOf('engine')}
          label={say('settings.engine')}
          help={say('settings.engine.help')}
          value={values.engine}
          options={engineOptions(values.engine, ready)}
          onChange={set('engine')}
        />
        <NumberField
          {...rowOf('concurrency')}
          label={say('settings.concurrency')}
          help={say('settings.concurrency.help')}
          value={values.concurrency}
          min={1}
          max={4}
          step={1}
          onChange={set('concurrency')}
        />
      </Group>
      <Group id="memory">
        <SettingRow
          {...rowOf('graphicsCard')}
          label={say('settings.card')}
          help={say('settings.card.help')}
        >
          <Switch
            name="graphicsCard"
            isOn={values.graphicsCard}
            isFixed={isFixed(sources.graphicsCard)}
            onChange={set('graphicsCard')}
          />
        </SettingRow>
        <NumberField
          {...rowOf('idleMinutes')}
          label={say('settings.idle')}
          help={say('settings.idle.help')}
          unit={say('settings.minutes')}
          value={values.idleMinutes}
          min={0.5}
          max={1440}
          step={0.5}
          onChange={set('idleMinutes')}
        />
      </Group>
      <Group id="history">
        <NumberField
          {...rowOf('keepDays')}
          label={say('settings.days')}
          unit={say('settings.days.unit')}
          value={values.keepDays}
          min={0.01}
          max={3650}
          step="any"
          onChange={set('keepDays')}
        />
        <NumberField
          {...rowOf('keepFills')}
          label={say('settings.fills')}
          value={values.keepFills}
          min={1}
          max={100_000}
          step={1}
          onChange={set('keepFills')}
        />
        <NumberField
          {...rowOf('keepGigabytes')}
          label={say('settings.gigabytes')}
          unit="GB"
          value={values.keepGigabytes}
          min={0.1}
          max={10_000}
          step="any"
          onChange={set('keepGigabytes')}
        />
      </Group>
      <Group id="models">
        <TextField
          {...rowOf('modelsFolder')}
          label={say('settings.folder')}
          help={say('settings.folder.help', { folder: modelsFolder })}
          value={values.modelsFolder ?? ''}
          placeholder={say('settings.folder.none')}
          onChange={(text) =>
            change(
              'modelsFolder',
              text === '' ? { reset: ['modelsFolder'] } : { set: { modelsFolder: text } },
            )
          }
        />
        <TextField
          {...rowOf('mirror')}
          label={say('settings.mirror')}
          help={say('settings.mirror.help')}
          value={values.mirror ?? ''}
          placeholder="https://"
          onChange={(text) =>
            change('mirror', text === '' ? { reset: ['mirror'] } : { set: { mirror: text } })
          }
        />
      </Group>
      <Group id="machine">
        <SelectField
          {...rowOf('language')}
          label={say('settings.language')}
          value={values.language}
          options={[
            ['auto', say('settings.language.auto')],
            ...LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const),
          ]}
          onChange={set('language')}
        />
        {autostart !== undefined && (
          <SettingRow
            name="autostart"
            label={say('settings.login')}
            help={autostart === 'other' ? say('settings.login.foreign') : undefined}
            isBusy={task.isBusy && last === 'autostart'}
            error={last === 'autostart' ? task.error : undefined}
          >
            <Switch name="autostart" isOn={autostart === 'on'} onChange={startsAtLogin} />
          </SettingRow>
        )}
        <SettingRow
          {...rowOf('tray')}
          label={say('settings.tray')}
          help={say(TRAY_HELP[tray ?? 'absent'])}
        >
          <Switch name="tray" isOn={values.tray} onChange={set('tray')} />
        </SettingRow>
        <SelectField
          {...rowOf('logLevel')}
          label={say('settings.log')}
          help={say('settings.log.help')}
          value={values.logLevel}
          options={(['debug', 'info', 'warn', 'error'] as const).map(
            (one) => [one, say(`settings.log.${one}`)] as const,
          )}
          onChange={set('logLevel')}
        />
      </Group>
    </div>
  )
}

const TRAY_HELP = {
  on: 'settings.tray.help',
  off: 'settings.tray.help',
  none: 'settings.tray.nowhere',
  absent: 'settings.tray.none',
} as const

export const isFixed = (source: string): boolean =>
  source === 'environment' || source === 'command line'

/** What the page itself does about a change. */
const follow = async (key: SettingKey, { values }: SettingsInForce): Promise<void> => {
  if (key !== 'language') return
  await chooseLanguage(values.language === 'auto' ? undefined : values.language)
}

/** Those that are ready, and the one that is set even where it is not. */
const engineOptions = (
  current: string,
  ready: readonly EngineInfo[],
): readonly (readonly [string, string])[] => [
  ['auto', say('settings.engine.auto')],
  ...ready.map(({ id, name }) => [id, name] as const),
  ...(current === 'auto' || ready.some(({ id }) => id === current)
    ? []
    : [[current, say('settings.engine.gone', { id: current })] as const]),
]

const Group = ({
  id,
  children,
}: {
  readonly id: 'filling' | 'memory' | 'history' | 'models' | 'machine'
  readonly children: preact.ComponentChildren
}) => (
  <section class="group" aria-labelledby={`settings-${id}`}>
    <h2 id={`settings-${id}`}>{say(`settings.group.${id}`)}</h2>
    {id === 'history' && <p class="soft">{say('settings.history.text')}</p>}
    <div class="card rows">{children}</div>
  </section>
)
