/** What the companion did, as it does it, and a report for whoever is to help. */
import type { LogLevel } from '@inlay/shared'
import { useState } from 'preact/hooks'
import { download } from '../../download.ts'
import { ErrorText } from '../../shell/problem.tsx'
import { say } from '../../words/say.ts'
import { CopyButton } from '../parts/copy.tsx'
import { Diagnostics } from './diagnostics.tsx'
import { Lines } from './lines.tsx'
import { asText, useLog } from './use-log.ts'
import '../parts/parts.css'
import './logs.css'

const LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies readonly LogLevel[]

export const View = () => {
  const [level, setLevel] = useState<LogLevel>('info')
  const [isFollowing, setFollowing] = useState(true)
  const { lines, error, hasGap } = useLog(level, isFollowing)
  const text = asText(lines ?? [])
  return (
    <div class="logs">
      <section class="group" aria-label={say('logs.title')}>
        <p class="intro">{say('logs.intro')}</p>
        <div class="buttons logs-tools">
          <label for="log-level">{say('logs.level')}</label>
          <select
            id="log-level"
            value={level}
            onChange={({ currentTarget }) =>
              setLevel(LEVELS[currentTarget.selectedIndex] ?? 'info')
            }
          >
            {LEVELS.map((one) => (
              <option key={one} value={one}>
                {say(`logs.level.${one}`)}
              </option>
            ))}
          </select>
          <label class="logs-check">
            <input
              type="checkbox"
              checked={isFollowing}
              onChange={({ currentTarget }) => setFollowing(currentTarget.checked)}
            />
            {say('logs.follow')}
          </label>
          <span class="logs-gap" />
          <CopyButton text={text} name={say('logs.title')} />
          <button
            type="button"
            onClick={() => download('inlay-log.txt', new Blob([text], { type: 'text/plain' }))}
          >
            {say('logs.save')}
          </button>
        </div>
        {error !== undefined && <ErrorText error={error} />}
        {hasGap && <p class="soft">{say('logs.gap')}</p>}
        <Lines lines={lines} isFollowing={isFollowing} />
      </section>
      <Diagnostics />
    </div>
  )
}
