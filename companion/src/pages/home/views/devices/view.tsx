/** Programs that were let in by six digits, and letting them go. */
import { revoke } from '../../api.ts'
import type { ViewProps } from '../../shell/sections.tsx'
import { formatTime } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import './devices.css'

export const View = ({ store }: ViewProps) => {
  const { devices } = store.state
  return devices.length === 0 ? (
    <p class="soft">
      {say('devices.none')} <code>{say('devices.none.command')}</code>
    </p>
  ) : (
    <ul class="devices">
      {devices.map(({ id, name, lastSeen }) => (
        <li key={id} class="card">
          <div class="words">
            <p class="name">{name}</p>
            <p class="soft">{say('device.seen', { when: formatTime(lastSeen) })}</p>
          </div>
          <button type="button" onClick={() => void store.act(() => revoke(id))}>
            {say('device.revoke')}
          </button>
        </li>
      ))}
    </ul>
  )
}
