/** What an NVIDIA card needs beside the companion: what it is, fetching it, taking it away again. */
import type { GpuEvent } from '@inlay/shared'
import { useState } from 'preact/hooks'
import { cancelGpu, gpu, gpuNews, installGpu, removeGpu } from '../../owner-api.ts'
import { Heard } from '../../shell/heard.tsx'
import { formatBytes, formatList, formatPercent } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import { CommandLine } from '../parts/command.tsx'
import { ConfirmButton } from '../parts/confirm.tsx'
import { LicenceQuestion } from '../parts/licence.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { useLoaded } from '../parts/use-loaded.ts'
import { useTask } from '../parts/use-task.ts'

/** Milliseconds between two looks while it is fetched. */
const OFTEN = 700

export const Cuda = ({ onChange }: { readonly onChange: () => Promise<void> }) => {
  const [news, setNews] = useState<GpuEvent>()
  const [isAsking, setAsking] = useState(false)
  const task = useTask()
  const { value, reload } = useLoaded(
    async () => {
      const info = await gpu()
      if (info.busy || news?.type === 'progress') {
        const next = await gpuNews()
        setNews(next)
        if (next?.type === 'done') void onChange()
      }
      return info
    },
    (info) => (info?.busy === true ? OFTEN : undefined),
  )
  // Where a card needs nothing, nothing is said of it.
  if (value === undefined || (!value.possible && !value.installed)) return null
  const act = (work: () => Promise<unknown>): void => {
    void task.run(work).then(reload)
  }
  const { installed, busy, bytes, unpacked, have, parts, licence, free } = value
  return (
    <section class="group" aria-labelledby="engines-cuda">
      <h2 id="engines-cuda">{say('cuda.title')}</h2>
      <div class="card row">
        <div class="words">
          <p>
            {say(installed ? 'cuda.installed' : 'cuda.text', {
              bytes: formatBytes(bytes),
              unpacked: formatBytes(unpacked),
            })}
          </p>
          <p class="facts">
            <span>
              {formatList(parts.map(({ what, bytes: size }) => `${what} ${formatBytes(size)}`))}
            </span>
            {have > 0 && <span>{say('cuda.have', { size: formatBytes(have) })}</span>}
            {free !== undefined && <span>{say('models.free', { size: formatBytes(free) })}</span>}
          </p>
          {!installed && <CommandLine text="inlay gpu install" />}
        </div>
        <div class="buttons">
          {busy ? (
            <button type="button" onClick={() => act(cancelGpu)}>
              {say('models.cancel')}
            </button>
          ) : installed ? (
            <ConfirmButton
              label={say('models.remove')}
              sure={say('models.remove.sure')}
              onConfirm={() => act(async () => removeGpu().then(onChange))}
            />
          ) : (
            <button type="button" onClick={() => setAsking(true)}>
              {say(have > 0 ? 'models.resume' : 'cuda.install')}
            </button>
          )}
        </div>
        {busy && (
          <div class="transfer">
            <progress
              max={1}
              aria-label={say('cuda.title')}
              {...(news?.type === 'progress' ? { value: news.fraction } : {})}
            />
            <p class="soft">
              {news?.type === 'progress' && (
                <>
                  {formatPercent(news.fraction)} · <Heard text={news.stage} />
                </>
              )}
            </p>
          </div>
        )}
        {isAsking && (
          <LicenceQuestion
            name={say('cuda.title')}
            licence={licence.name}
            use={say('cuda.use')}
            url={licence.url}
            onTake={() => {
              setAsking(false)
              act(installGpu)
            }}
            onLeave={() => setAsking(false)}
          />
        )}
        <Outcome news={news} isUnderWay={busy} problem={task.error} />
      </div>
    </section>
  )
}
