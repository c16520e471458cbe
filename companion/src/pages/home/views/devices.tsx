/** Programs that were let in by six digits, and letting them go. */
import type { DeviceInfo } from '@inlay/shared'
import { revoke } from '../api.ts'
import type { Store } from '../state.ts'
import { say } from '../words.ts'

export const Devices = ({
  store,
  devices,
}: {
  readonly store: Store
  readonly devices: readonly DeviceInfo[]
}) => (
  <section aria-labelledby="devices">
    <h2 id="devices">{say('devices')}</h2>
    {devices.length === 0 ? (
      <p class="soft">
        {say('devices.none')} <code>{say('devices.none.command')}</code>
      </p>
    ) : (
      <ul class="devices">
        {devices.map(({ id, name, lastSeen }) => (
          <li key={id}>
            <div class="words">
              <p class="name">{name}</p>
              <p class="soft">
                {say('device.seen', { when: new Date(lastSeen).toLocaleString() })}
              </p>
            </div>
            <button type="button" onClick={() => void store.act(() => revoke(id))}>
              {say('device.revoke')}
            </button>
          </li>
        ))}
      </ul>
    )}
  </section>
)
