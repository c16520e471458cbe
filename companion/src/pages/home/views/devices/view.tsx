/** Programs that were let in by six digits, letting them go, and how another one gets in. */
import { COMPANION_VERSION, type DeviceInfo, isOlder } from '@inlay/shared'
import { revoke, revokeAll } from '../../api.ts'
import { addressOf } from '../../shell/route.ts'
import { isSection, type ViewProps } from '../../shell/sections.tsx'
import type { Store } from '../../state.ts'
import { formatAgo, formatDate, formatTime } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import { ConfirmButton } from '../parts/confirm.tsx'
import '../parts/parts.css'
import './devices.css'

const PLUGINS: string = 'plugins'

export const View = ({ store }: ViewProps) => {
  const { devices } = store.state
  return (
    <>
      {devices.length === 0 ? (
        <p class="empty">{say('devices.none')}</p>
      ) : (
        <ul class="devices">
          {devices.map((device) => (
            <Device key={device.id} store={store} device={device} />
          ))}
        </ul>
      )}
      {devices.length > 1 && (
        <ConfirmButton
          label={say('devices.all')}
          sure={say('devices.all.sure')}
          onConfirm={() => void store.act(revokeAll)}
        />
      )}
      <section class="card devices-connect" aria-labelledby="connect">
        <h2 id="connect">{say('devices.connect')}</h2>
        <ol>
          <li>{say('devices.step.open')}</li>
          <li>{say('devices.step.ask')}</li>
          <li>{say('devices.step.code')}</li>
        </ol>
        <p class="soft">
          {say('devices.terminal')} <code>{say('devices.command')}</code>
        </p>
        {isSection(PLUGINS) && (
          <p>
            <a href={addressOf(PLUGINS)}>{say('devices.plugins')}</a>
          </p>
        )}
      </section>
    </>
  )
}

const Device = ({ store, device }: { readonly store: Store; readonly device: DeviceInfo }) => {
  const { id, name, created, lastSeen, client } = device
  const isOld = client !== undefined && isOlder(client, COMPANION_VERSION)
  return (
    <li class="card">
      <div class="words">
        <p class="name">
          {name} {isOld && <span class="tag warn">{say('device.old')}</span>}
        </p>
        <p class="soft">
          <time dateTime={lastSeen} title={formatTime(lastSeen)}>
            {say('device.seen', { when: formatAgo(lastSeen) })}
          </time>
          {' · '}
          <time dateTime={created}>{say('device.since', { when: formatDate(created) })}</time>
          {client !== undefined && ` · ${say('device.version', { version: client })}`}
        </p>
        {isOld && isSection(PLUGINS) && (
          <p>
            <a href={addressOf(PLUGINS)}>{say('device.update')}</a>
          </p>
        )}
      </div>
      <ConfirmButton
        label={say('device.revoke')}
        sure={say('device.revoke.sure')}
        name={name}
        onConfirm={() => void store.act(() => revoke(id))}
      />
    </li>
  )
}
