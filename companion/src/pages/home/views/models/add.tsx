/** Bringing one's own: a net's files, which are copied, or a diffusion model's folder, which stays. */
import type { ModelInfo } from '@inlay/shared'
import { useRef, useState } from 'preact/hooks'
import { linkFolder } from '../../owner-api.ts'
import { ErrorText } from '../../shell/problem.tsx'
import { say } from '../../words/say.ts'
import { Transfer } from '../parts/transfer.tsx'
import { useTask } from '../parts/use-task.ts'
import { MODEL_FILES } from './give-files.tsx'
import { uploadModel } from './upload.ts'

interface AddProps {
  readonly models: readonly ModelInfo[]
  readonly onAdded: () => Promise<void>
}

type Kind = 'net' | 'folder'

export const AddModel = ({ models, onAdded }: AddProps) => {
  const [kind, setKind] = useState<Kind>()
  const [added, setAdded] = useState<string>()
  const done = (model: ModelInfo): void => {
    setKind(undefined)
    setAdded(model.name)
    void onAdded()
  }
  const choose = (next: Kind): void => {
    setAdded(undefined)
    setKind(kind === next ? undefined : next)
  }
  return (
    <section class="group" aria-labelledby="own-model">
      <h2 id="own-model">{say('models.own')}</h2>
      <p class="soft">{say('models.own.text')}</p>
      <div class="buttons">
        {(['net', 'folder'] as const).map((one) => (
          <button key={one} type="button" aria-expanded={kind === one} onClick={() => choose(one)}>
            {say(`models.own.${one}`)}
          </button>
        ))}
      </div>
      {kind === 'net' && <AddNet models={models} onAdded={done} />}
      {kind === 'folder' && <AddFolder onAdded={done} />}
      <p role="status">{added !== undefined && say('models.own.added', { name: added })}</p>
    </section>
  )
}

/** Whose contract it shares; the catalogue's with a graph of one pass. */
const CONTRACT_OF: readonly ModelInfo['task'][] = ['inpaint', 'segment', 'upscale']

/** Of a contract of one's own. */
const OWN = ''

const AddNet = ({
  models,
  onAdded,
}: {
  readonly models: readonly ModelInfo[]
  readonly onAdded: (model: ModelInfo) => void
}) => {
  const [files, setFiles] = useState<readonly File[]>([])
  const [contract, setContract] = useState('lama')
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const [sent, setSent] = useState<readonly [number, number]>()
  const stop = useRef<AbortController | undefined>(undefined)
  const task = useTask()
  const alike = models.filter(
    ({ source, task: of }) => source === 'catalogue' && CONTRACT_OF.includes(of),
  )
  const own = contract === OWN ? readContract(text) : { value: contract }
  const add = (): void => {
    const stopping = new AbortController()
    stop.current = stopping
    void task
      .run(async () =>
        onAdded(
          await uploadModel({
            path: '/v1/models',
            files,
            about: { contract: own?.value, ...(name.trim() !== '' && { name: name.trim() }) },
            signal: stopping.signal,
            onProgress: (...progress) => setSent(progress),
          }),
        ),
      )
      .finally(() => setSent(undefined))
  }
  return (
    <form
      class="card models-own"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <div class="field">
        <label for="own-files">{say('models.own.files')}</label>
        <input
          id="own-files"
          type="file"
          multiple
          required
          accept={MODEL_FILES}
          onChange={({ currentTarget }) => setFiles([...(currentTarget.files ?? [])])}
        />
      </div>
      <div class="field">
        <label for="own-contract">{say('models.own.contract')}</label>
        <select
          id="own-contract"
          value={contract}
          onChange={({ currentTarget }) => setContract(currentTarget.value)}
        >
          {alike.map(({ id, name: title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
          <option value={OWN}>{say('models.own.contract.json')}</option>
        </select>
      </div>
      {contract === OWN && (
        <div class="field">
          <label for="own-json">{say('models.own.json')}</label>
          <textarea
            id="own-json"
            rows={8}
            spellcheck={false}
            value={text}
            aria-invalid={text !== '' && own === undefined}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          {text !== '' && own === undefined && <p class="soft">{say('models.own.json.bad')}</p>}
        </div>
      )}
      <NameField value={name} onInput={setName} />
      <div class="buttons">
        <button
          type="submit"
          class="main"
          disabled={task.isBusy || files.length === 0 || own === undefined}
        >
          {say(task.isBusy ? 'models.taking' : 'models.own.add')}
        </button>
        {task.isBusy && (
          <button type="button" onClick={() => stop.current?.abort()}>
            {say('models.cancel')}
          </button>
        )}
      </div>
      {sent !== undefined && (
        <Transfer received={sent[0]} total={sent[1]} label={say('models.taking')} />
      )}
      {task.error !== undefined && task.error.code !== 'cancelled' && (
        <div class="outcome bad" role="alert">
          <ErrorText error={task.error} />
        </div>
      )}
    </form>
  )
}

const readContract = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

const AddFolder = ({ onAdded }: { readonly onAdded: (model: ModelInfo) => void }) => {
  const [folder, setFolder] = useState('')
  const [name, setName] = useState('')
  const task = useTask()
  const add = async (): Promise<void> =>
    onAdded(
      await linkFolder({
        folder: folder.trim(),
        ...(name.trim() !== '' && { name: name.trim() }),
      }),
    )
  return (
    <form
      class="card models-own"
      onSubmit={(event) => {
        event.preventDefault()
        void task.run(add)
      }}
    >
      <div class="field">
        <label for="own-folder">{say('models.own.path')}</label>
        <input
          id="own-folder"
          type="text"
          required
          spellcheck={false}
          autocomplete="off"
          value={folder}
          onInput={({ currentTarget }) => setFolder(currentTarget.value)}
        />
        <p class="soft">{say('models.own.path.text')}</p>
      </div>
      <NameField value={name} onInput={setName} />
      <div class="buttons">
        <button type="submit" class="main" disabled={task.isBusy || folder.trim() === ''}>
          {say(task.isBusy ? 'models.looking' : 'models.own.add')}
        </button>
      </div>
      {task.error !== undefined && (
        <div class="outcome bad" role="alert">
          <ErrorText error={task.error} />
        </div>
      )}
    </form>
  )
}

const NameField = ({
  value,
  onInput,
}: {
  readonly value: string
  readonly onInput: (value: string) => void
}) => (
  <div class="field">
    <label for="own-name">{say('models.own.name')}</label>
    <input
      id="own-name"
      type="text"
      maxLength={80}
      autocomplete="off"
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  </div>
)
