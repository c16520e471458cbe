/** Before a batch runs: which pictures, which masks, what to do, where results go. */
import { InlayError, type Operation } from '@inlay/shared'
import { enginesFor, takesPrompt } from '@inlay/shared/panel'
import { useState } from 'preact/hooks'
import { Problem } from '../../shell/problem.tsx'
import { say, sayCount } from '../../words/say.ts'
import { Choices, FileButton, NumberField } from './fields.tsx'
import { canKeepInFolder, chooseFolder, type KeepFormat } from './keep.ts'
import { SHAPES } from './order.ts'
import { type Pairs, picturesOf } from './pair.ts'
import { type Chosen, filesOf, filesOfDrop } from './pick.ts'
import { type Desk, type DeskStore, pairsOf } from './state.ts'

export interface DeskProps {
  readonly held: DeskStore
  readonly desk: Desk
}

export const Setup = ({ held, desk }: DeskProps) => {
  const pairs = pairsOf(desk)
  const ready = pairs.pairs.filter(({ mask }) => mask || desk.choice.operation === 'expand').length
  return (
    <form
      class="batch-setup"
      onSubmit={(event) => {
        event.preventDefault()
        held.start()
      }}
    >
      <Pictures held={held} desk={desk} count={pairs.pairs.length} />
      <What held={held} desk={desk} />
      {desk.choice.operation !== 'expand' && <Masks held={held} desk={desk} pairs={pairs} />}
      <Saving held={held} desk={desk} />
      <div class="batch-start">
        <button type="submit" class="main" disabled={ready === 0}>
          {sayCount('batch.start', ready)}
        </button>
        {ready === 0 && <p class="soft">{whyNot(desk, pairs)}</p>}
      </div>
    </form>
  )
}

const whyNot = ({ choice }: Desk, { pairs }: Pairs<Chosen>): string => {
  if (pairs.length === 0) return say('batch.why.pictures')
  return say(choice.masks === 'one' ? 'batch.why.mask' : 'batch.why.masks')
}

const Pictures = ({ held, desk, count }: DeskProps & { readonly count: number }) => {
  const [isOver, setOver] = useState(false)
  const take = (files: readonly Chosen[]): void => {
    if (files.length > 0) held.set({ files })
  }
  const isPoor = desk.files.length > 0 && picturesOf(desk.files).length === 0
  return (
    <section class="card">
      <h2>{say('batch.pictures')}</h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons inside do the same by keyboard. */}
      <div
        class={isOver ? 'batch-drop over' : 'batch-drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          if (event.dataTransfer) void filesOfDrop(event.dataTransfer).then(take)
        }}
      >
        <p class="batch-count" role="status">
          {desk.files.length === 0 ? say('batch.drop') : sayCount('batch.found', count)}
        </p>
        <div class="batch-buttons">
          <FileButton
            label={say('batch.folder')}
            isFolder
            onFiles={(list) => take(filesOf(list))}
          />
          <FileButton label={say('batch.files')} isMany onFiles={(list) => take(filesOf(list))} />
        </div>
      </div>
      {isPoor && <p class="batch-fault">{say('batch.found.none')}</p>}
    </section>
  )
}

const Masks = ({ held, desk, pairs }: DeskProps & { readonly pairs: Pairs<Chosen> }) => {
  const { choice, files, mask } = desk
  const found = pairs.pairs.filter((pair) => pair.mask !== undefined).length
  const names = pairs.left
    .slice(0, 3)
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    .join(', ')
  return (
    <section class="card">
      <h2>{say('batch.masks')}</h2>
      <Choices
        label={say('batch.masks')}
        options={[
          ['each', say('batch.masks.each')],
          ['one', say('batch.masks.single')],
        ]}
        value={choice.masks}
        onChange={(masks) => held.choose({ masks })}
      />
      {choice.masks === 'each' ? (
        <>
          <p class="soft">{say('batch.masks.rule')}</p>
          <div class="batch-buttons">
            <FileButton
              label={say('batch.masks.folder')}
              isFolder
              onFiles={(list) => held.set({ masks: filesOf(list) })}
            />
            {files.length > 0 && (
              <p role="status">{say('batch.masks.found', { found, count: pairs.pairs.length })}</p>
            )}
          </div>
          {pairs.left.length > 0 && (
            <p class="batch-fault">{sayCount('batch.masks.left', pairs.left.length, { names })}</p>
          )}
        </>
      ) : (
        <>
          <p class="soft">{say('batch.mask.rule')}</p>
          <div class="batch-buttons">
            <FileButton
              label={say('batch.mask.choose')}
              onFiles={(list) => held.set({ mask: filesOf(list)[0] })}
            />
            {mask !== undefined && <p role="status">{mask.path}</p>}
          </div>
        </>
      )}
    </section>
  )
}

const What = ({ held, desk }: DeskProps) => {
  const { choice, engines } = desk
  const { operation } = choice
  const known = enginesFor(operation, engines).filter(({ available }) => available)
  const isHeard = engines.length === 0 || takesPrompt(choice, engines)
  const operations: readonly (readonly [Operation, string])[] = [
    ['remove', say('batch.remove')],
    ['fill', say('batch.fill')],
    ['expand', say('batch.expand')],
  ]
  return (
    <section class="card">
      <h2>{say('batch.what')}</h2>
      <Choices
        label={say('batch.operation')}
        options={operations}
        value={operation}
        onChange={(next) => held.choose({ operation: next })}
      />
      {operation !== 'remove' && (
        <label class="batch-field wide">
          {say('batch.prompt')}
          <input
            type="text"
            value={choice.prompt}
            placeholder={say('batch.prompt.hint')}
            onInput={(event) => held.choose({ prompt: event.currentTarget.value })}
          />
          {!isHeard && <span class="soft">{say('batch.prompt.unheard')}</span>}
        </label>
      )}
      <div class="batch-fields">
        {operation === 'expand' && (
          <label class="batch-field">
            {say('batch.shape')}
            <select
              value={choice.shape}
              onChange={(event) => {
                const shape = SHAPES.find((one) => one === event.currentTarget.value)
                if (shape !== undefined) held.choose({ shape })
              }}
            >
              {SHAPES.map((shape) => (
                <option key={shape} value={shape}>
                  {shape === 'margins' ? say('batch.shape.margins') : shape}
                </option>
              ))}
            </select>
          </label>
        )}
        {operation === 'expand' && choice.shape === 'margins' && (
          <NumberField
            label={say('batch.margin')}
            value={choice.margin}
            range="expand"
            onChange={(margin) => held.choose({ margin })}
          />
        )}
        <label class="batch-field">
          {say('batch.engine')}
          <select
            value={known.some(({ id }) => id === choice.engine) ? choice.engine : 'auto'}
            onChange={(event) => held.choose({ engine: event.currentTarget.value })}
          >
            <option value="auto">{say('batch.engine.auto')}</option>
            {known.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {operation !== 'expand' && (
          <>
            <NumberField
              label={say('batch.grow')}
              value={choice.grow}
              range="grow"
              unit="px"
              onChange={(grow) => held.choose({ grow })}
            />
            <NumberField
              label={say('batch.feather')}
              value={choice.feather}
              range="feather"
              unit="px"
              onChange={(feather) => held.choose({ feather })}
            />
          </>
        )}
      </div>
    </section>
  )
}

const FORMATS: readonly (readonly [KeepFormat, string])[] = [
  ['png', 'PNG'],
  ['jpeg', 'JPEG'],
  ['webp', 'WebP'],
  ['tiff', 'TIFF'],
  ['avif', 'AVIF'],
]

const Saving = ({ held, desk }: DeskProps) => {
  const { choice, folder } = desk
  const [problem, setProblem] = useState<InlayError>()
  const ask = async (): Promise<void> => {
    try {
      const chosen = await chooseFolder()
      if (chosen !== undefined) held.set({ folder: chosen })
      setProblem(undefined)
    } catch (error) {
      if (!(error instanceof InlayError)) throw error
      setProblem(error)
    }
  }
  return (
    <section class="card">
      <h2>{say('batch.into')}</h2>
      <div class="batch-fields">
        <label class="batch-field">
          {say('batch.format')}
          <select
            value={choice.format}
            onChange={(event) => {
              const { value } = event.currentTarget
              const found = FORMATS.find(([id]) => id === value)
              held.choose({ format: found?.[0] ?? 'same' })
            }}
          >
            <option value="same">{say('batch.format.same')}</option>
            {FORMATS.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {canKeepInFolder() && (
          <div class="batch-field">
            <span aria-hidden="true">&nbsp;</span>
            <button type="button" onClick={() => void ask()}>
              {say('batch.into.folder')}
            </button>
          </div>
        )}
      </div>
      <p class="soft" role="status">
        {folder === undefined
          ? say('batch.into.later')
          : say('batch.into.chosen', { name: folder.name })}
      </p>
      {problem !== undefined && <Problem error={problem} onClose={() => setProblem(undefined)} />}
    </section>
  )
}
