/** Before a batch runs: which pictures, which masks, what to do, where results go. */
import type { Operation } from '@inlay/shared'
import { enginesFor, takesPrompt } from '@inlay/shared/panel'
import { useState } from 'preact/hooks'
import { say, sayCount } from '../../words/say.ts'
import { Choices, FileButton, NumberField } from './fields.tsx'
import { Masks } from './masks.tsx'
import { SHAPES } from './order.ts'
import { Paint } from './paint.tsx'
import { type Pairs, picturesOf } from './pair.ts'
import { type Chosen, filesOf, filesOfDrop } from './pick.ts'
import { Saving } from './saving.tsx'
import { type Desk, type DeskProps, pairsOf } from './state.ts'

export const Setup = ({ held, desk }: DeskProps) => {
  const pairs = pairsOf(desk)
  const [canvas, setCanvas] = useState<Chosen>()
  if (canvas !== undefined) {
    return (
      <Paint
        source={canvas}
        onCancel={() => setCanvas(undefined)}
        onDone={(png, how) => {
          const path = say('batch.mask.painted', { name: canvas.path })
          held.set({ mask: { path, read: async () => png } })
          held.choose(how)
          setCanvas(undefined)
        }}
      />
    )
  }
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
      {desk.choice.operation !== 'expand' && (
        <Masks held={held} desk={desk} pairs={pairs} onPaint={setCanvas} />
      )}
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
      <label class="batch-only">
        <input
          type="checkbox"
          checked={choice.convert}
          onChange={(event) => held.choose({ convert: event.currentTarget.checked })}
        />
        {say('batch.convert')}
      </label>
    </section>
  )
}
