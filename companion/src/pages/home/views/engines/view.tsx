/** The engines and what they run on: which are ready, why others are not, memory, what a card needs. */
import type { EngineInfo } from '@inlay/shared'
import { engines as askEngines, runtime as askRuntime } from '../../owner-api.ts'
import { Heard } from '../../shell/heard.tsx'
import { ErrorText } from '../../shell/problem.tsx'
import { addressOf } from '../../shell/route.ts'
import type { ViewProps } from '../../shell/sections.tsx'
import { formatList } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import { engineWords, KNOWN_MODELS } from '../models/catalogue-words.ts'
import { useLoaded } from '../parts/use-loaded.ts'
import { Cuda } from './cuda.tsx'
import { Device } from './device.tsx'
import '../parts/parts.css'
import './engines.css'

/** Milliseconds: memory comes and goes with fills. */
const LOOK_EVERY = 5000

export const View = ({ store }: ViewProps) => {
  const engines = useLoaded(askEngines)
  const runtime = useLoaded(askRuntime, () => LOOK_EVERY)
  return (
    <div class="engines">
      <section class="group" aria-labelledby="engines-device">
        <h2 id="engines-device">{say('engines.device')}</h2>
        <p class="soft">{say('engines.device.text')}</p>
        {runtime.value !== undefined ? (
          <Device runtime={runtime.value} store={store} onFreed={runtime.reload} />
        ) : runtime.error !== undefined ? (
          <ErrorText error={runtime.error} />
        ) : (
          <p class="soft" role="status">
            {say('engines.asking')}
          </p>
        )}
      </section>
      <Cuda onChange={runtime.reload} />
      <section class="group" aria-labelledby="engines-list">
        <h2 id="engines-list">{say('engines.list')}</h2>
        <p class="soft">{say('engines.list.text')}</p>
        {engines.error !== undefined && <ErrorText error={engines.error} />}
        <ul>
          {engines.value?.engines.map((engine) => (
            <Engine key={engine.id} engine={engine} />
          ))}
        </ul>
      </section>
    </div>
  )
}

const Engine = ({ engine }: { readonly engine: EngineInfo }) => {
  const { id, name, available, device, reason, operations } = engine
  return (
    <li class="card row" aria-label={name}>
      <div class="words">
        <p class="name">
          {name}{' '}
          <span class={available ? 'tag good' : 'tag'}>
            {say(available ? 'engines.ready' : 'engines.absent')}
          </span>
        </p>
        <p>{engineWords(engine)}</p>
        <p class="facts">
          <span>{formatList(operations.map((one) => say(`engines.${one}`)))}</span>
          <span>{say(engine.takesPrompt ? 'engines.prompt' : 'engines.no.prompt')}</span>
          {available ? (
            <span>
              <Heard text={device} />
            </span>
          ) : (
            !KNOWN_MODELS.includes(id) &&
            reason !== undefined && (
              <span>
                <Heard text={reason} />
              </span>
            )
          )}
        </p>
      </div>
      {!available && KNOWN_MODELS.includes(id) && (
        <a class="button" href={addressOf('models')}>
          {say('engines.get')}
          <span class="unseen">: {name}</span>
        </a>
      )}
    </li>
  )
}
