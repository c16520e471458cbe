/** Installing the plugins that came with the companion, in the hosts' own words. */
import type { DeviceInfo, PluginApp, PluginInfo } from '@inlay/shared'
import { download } from '../../download.ts'
import { plugins as askPlugins, pluginFile, showPlugin } from '../../owner-api.ts'
import { ErrorText } from '../../shell/problem.tsx'
import { addressOf } from '../../shell/route.ts'
import type { ViewProps } from '../../shell/sections.tsx'
import { formatAgo, formatBytes } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import { CommandLine } from '../parts/command.tsx'
import { CopyButton } from '../parts/copy.tsx'
import { useLoaded } from '../parts/use-loaded.ts'
import { useTask } from '../parts/use-task.ts'
import '../parts/parts.css'
import './plugins.css'

const NAMES: Readonly<Record<PluginApp, string>> = { figma: 'Figma', photoshop: 'Photoshop' }

export const View = ({ store }: ViewProps) => {
  const { value, error } = useLoaded(askPlugins)
  const { devices } = store.state
  if (value === undefined) {
    return error === undefined ? (
      <p class="soft">{say('parts.loading')}</p>
    ) : (
      <ErrorText error={error} />
    )
  }
  return (
    <div class="plugins">
      {value.plugins.map((plugin) => (
        <Plugin
          key={plugin.app}
          plugin={plugin}
          paired={devices.filter(({ app }) => app === plugin.app)}
        />
      ))}
    </div>
  )
}

const Plugin = ({
  plugin,
  paired,
}: {
  readonly plugin: PluginInfo
  readonly paired: readonly DeviceInfo[]
}) => {
  const { app, version, file } = plugin
  const name = NAMES[app]
  return (
    <section class="card plugin" aria-labelledby={`plugin-${app}`}>
      <h2 id={`plugin-${app}`}>
        {name} <PairedTag paired={paired} />
      </h2>
      <p class="soft">
        {[
          ...(version === undefined ? [] : [say('plugins.version', { version })]),
          ...(paired[0] === undefined
            ? []
            : [say('plugins.seen', { when: formatAgo(latest(paired)) })]),
        ].join(' · ')}
      </p>
      {file === undefined ? (
        <>
          <p>{say('plugins.missing')}</p>
          <CommandLine text="npm run build" />
        </>
      ) : app === 'figma' ? (
        <Figma plugin={plugin} file={file} />
      ) : (
        <Photoshop plugin={plugin} file={file} />
      )}
      {paired.length > 0 && (
        <p>
          <a href={addressOf('devices')}>{say('plugins.devices')}</a>
        </p>
      )}
    </section>
  )
}

const latest = (paired: readonly DeviceInfo[]): string =>
  paired.map(({ lastSeen }) => lastSeen).reduce((a, b) => (a > b ? a : b))

const PairedTag = ({ paired }: { readonly paired: readonly DeviceInfo[] }) => (
  <span class={paired.length > 0 ? 'tag good' : 'tag'}>
    {say(paired.length > 0 ? 'plugins.paired' : 'plugins.unpaired')}
  </span>
)

interface StepsProps {
  readonly plugin: PluginInfo
  readonly file: string
}

const Figma = ({ plugin, file }: StepsProps) => (
  <ol class="steps">
    <li>{say('figma.open')}</li>
    <li>
      {say('figma.import')}
      <FilePath plugin={plugin} file={file} show={say('plugins.folder')} />
    </li>
    <li>{say('figma.start')}</li>
    <li>{say('plugins.pair')}</li>
  </ol>
)

const Photoshop = ({ plugin, file }: StepsProps) => {
  const task = useTask()
  const save = (): void =>
    void task.run(async () =>
      download('inlay.ccx', new Blob([await pluginFile('photoshop')], { type: CCX_TYPE })),
    )
  return (
    <ol class="steps">
      <li>
        {say('photoshop.install')}
        <FilePath plugin={plugin} file={file} show={say('photoshop.open')}>
          <button type="button" disabled={task.isBusy} onClick={save}>
            {say('photoshop.download', { size: formatBytes(plugin.bytes ?? 0) })}
          </button>
        </FilePath>
        {task.error !== undefined && <ErrorText error={task.error} />}
      </li>
      <li>{say('photoshop.confirm')}</li>
      <li>{say('photoshop.start')}</li>
      <li>{say('plugins.pair')}</li>
    </ol>
  )
}

const CCX_TYPE = 'application/octet-stream'

/** Where it lies, to be copied into a file chooser, or shown on the desktop. */
const FilePath = ({
  plugin: { app, canShow },
  file,
  show,
  children,
}: StepsProps & { readonly show: string; readonly children?: preact.ComponentChildren }) => {
  const task = useTask()
  return (
    <>
      <div class="command">
        <code>{file}</code>
      </div>
      <div class="command">
        {canShow && (
          <button
            type="button"
            disabled={task.isBusy}
            onClick={() => void task.run(() => showPlugin(app))}
          >
            {show}
          </button>
        )}
        <CopyButton text={file} label={say('plugins.copy')} name={NAMES[app]} />
        {children}
      </div>
      {task.error !== undefined && <ErrorText error={task.error} />}
    </>
  )
}
