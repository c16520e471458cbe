/** One model: what it is for, its size and terms, and what can be done with it now. */
import type { ModelEvent, ModelInfo, ModelVerified } from '@inlay/shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import { cancelPull, pullEnd, pullModel, removeModel, verifyModel } from '../../owner-api.ts'
import { Heard } from '../../shell/heard.tsx'
import { formatBytes } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import { ConfirmButton } from '../parts/confirm.tsx'
import { LicenceQuestion } from '../parts/licence.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { Transfer } from '../parts/transfer.tsx'
import { type Task, useTask } from '../parts/use-task.ts'
import { bestFor, licenceUse, noteWords } from './catalogue-words.ts'
import { FileChooser, giveFiles } from './give-files.tsx'

interface CardProps {
  readonly model: ModelInfo
  /** Looks at the list again. */
  readonly onChange: () => Promise<void>
}

export const ModelCard = ({ model, onChange }: CardProps) => {
  const { id, name, note, fetching } = model
  /** What is done once the licence is taken. */
  const [wanted, setWanted] = useState<'install' | 'files'>()
  const [sent, setSent] = useState<readonly [number, number]>()
  const chooser = useRef<HTMLInputElement>(null)
  const [verified, setVerified] = useState<ModelVerified>()
  const task = useTask()
  const [begun, setBegun] = useState(0)
  const end = usePullEnd(model, begun)

  const act = (work: () => Promise<unknown>): void => {
    setVerified(undefined)
    void task.run(work).then(onChange)
  }
  const take = (what: 'install' | 'files'): void => {
    setWanted(undefined)
    if (what === 'files') chooser.current?.click()
    else {
      act(async () => {
        await pullModel(id, true)
        await onChange()
        setBegun((count) => count + 1)
      })
    }
  }
  const ask = (what: 'install' | 'files') => (): void =>
    model.licence.accepted ? take(what) : setWanted(what)
  const give = (files: readonly File[]): void =>
    act(() =>
      giveFiles(id, files, (...progress) => setSent(progress)).finally(() => setSent(undefined)),
    )
  return (
    <li class="card row model" aria-label={name}>
      <div class="words">
        <p class="name">
          {name} <State model={model} />
        </p>
        <p>{bestFor(model)}</p>
        <Facts model={model} />
        {note !== undefined && model.source === 'catalogue' && (
          <p class="soft">{noteWords(note)}</p>
        )}
      </div>
      <div class="buttons">
        <Buttons
          model={model}
          task={task}
          act={act}
          onInstall={ask('install')}
          onFiles={ask('files')}
          onVerified={setVerified}
        />
      </div>
      {fetching === true && (
        <Transfer
          received={model.have}
          total={model.bytes}
          label={say('models.fetching', { name })}
        />
      )}
      {sent !== undefined && (
        <Transfer received={sent[0]} total={sent[1]} label={say('models.taking')} />
      )}
      {wanted !== undefined && (
        <LicenceQuestion
          name={name}
          licence={model.licence.name}
          use={licenceUse(model)}
          url={model.licence.url}
          onTake={() => take(wanted)}
          onLeave={() => setWanted(undefined)}
        />
      )}
      <FileChooser field={chooser} onChoose={give} />
      <Outcome news={end} isUnderWay={fetching === true} problem={task.error}>
        {verified !== undefined && (
          <div class={verified.ok ? 'outcome' : 'outcome bad'}>
            <p>{say(verified.ok ? 'models.sound' : 'models.damaged')}</p>
            {verified.problem !== undefined && (
              <p class="soft">
                <Heard text={verified.problem} />
              </p>
            )}
          </div>
        )}
      </Outcome>
    </li>
  )
}

/** How the last fetch ended that this page began, or saw going on. */
const usePullEnd = ({ id, fetching, state }: ModelInfo, begun: number): ModelEvent | undefined => {
  const [end, setEnd] = useState<ModelEvent>()
  const was = useRef({ fetching: fetching === true, begun })
  useEffect(() => {
    const before = was.current
    was.current = { fetching: fetching === true, begun }
    if (fetching === true) setEnd(undefined)
    // One may be over before the list was looked at.
    else if ((before.fetching || before.begun !== begun) && state !== 'installed') {
      pullEnd(id).then(setEnd, () => undefined)
    }
  }, [id, fetching, state, begun])
  return end
}

const State = ({ model: { state, fetching } }: { readonly model: ModelInfo }) => {
  if (fetching === true) return <span class="tag">{say('models.state.fetching')}</span>
  if (state === 'installed') return <span class="tag good">{say('models.state.installed')}</span>
  return state === 'partial' ? <span class="tag warn">{say('models.state.partial')}</span> : null
}

const Facts = ({ model }: { readonly model: ModelInfo }) => {
  const { bytes, have, state, fetching, memory, licence, page, source } = model
  return (
    <p class="facts">
      {bytes !== undefined && (
        <span>
          {state === 'partial' && fetching !== true
            ? say('parts.amount', { have: formatBytes(have), all: formatBytes(bytes) })
            : formatBytes(bytes)}
        </span>
      )}
      {memory !== undefined && <span>{say('models.memory', { size: formatBytes(memory) })}</span>}
      <span>
        {licence.url === undefined ? (
          licence.name === 'not stated' ? (
            say('models.licence.unknown')
          ) : (
            licence.name
          )
        ) : (
          <a href={licence.url} target="_blank" rel="noopener noreferrer">
            {licence.name}
          </a>
        )}
      </span>
      {page !== undefined && source === 'catalogue' && (
        <a href={page} target="_blank" rel="noopener noreferrer">
          {say('models.page')}
        </a>
      )}
    </p>
  )
}

const Buttons = ({
  model,
  task,
  act,
  onInstall,
  onFiles,
  onVerified,
}: {
  readonly model: ModelInfo
  readonly task: Task
  readonly act: (work: () => Promise<unknown>) => void
  readonly onInstall: () => void
  readonly onFiles: () => void
  readonly onVerified: (answer: ModelVerified) => void
}) => {
  const { id, name, state, fetching, pullable, source } = model
  const named = (label: string): string => `${label}: ${name}`
  if (fetching === true) {
    return (
      <button
        type="button"
        aria-label={named(say('models.cancel'))}
        onClick={() => act(() => cancelPull(id))}
      >
        {say('models.cancel')}
      </button>
    )
  }
  const remove = (
    <ConfirmButton
      label={say('models.remove')}
      sure={say('models.remove.sure')}
      name={name}
      disabled={task.isBusy}
      onConfirm={() => act(() => removeModel(id))}
    />
  )
  if (state === 'installed') {
    return (
      <>
        <button
          type="button"
          disabled={task.isBusy}
          aria-label={named(say(task.isBusy ? 'models.verifying' : 'models.verify'))}
          onClick={() => act(async () => onVerified(await verifyModel(id)))}
        >
          {say(task.isBusy ? 'models.verifying' : 'models.verify')}
        </button>
        {remove}
      </>
    )
  }
  return (
    <>
      {pullable && (
        <button
          type="button"
          class={state === 'partial' ? 'main' : ''}
          disabled={task.isBusy}
          aria-label={named(say(state === 'partial' ? 'models.resume' : 'models.install'))}
          onClick={onInstall}
        >
          {say(state === 'partial' ? 'models.resume' : 'models.install')}
        </button>
      )}
      {source === 'catalogue' && !pullable && (
        <button
          type="button"
          disabled={task.isBusy}
          aria-label={named(say(task.isBusy ? 'models.taking' : 'models.give'))}
          onClick={onFiles}
        >
          {say(task.isBusy ? 'models.taking' : 'models.give')}
        </button>
      )}
      {(state === 'partial' || source === 'own') && remove}
    </>
  )
}
