/** A batch that runs or is over: how far it is, what failed and why, results as they come. */

import { type InlayError, knownError } from '@inlay/shared'
import { useEffect, useState } from 'preact/hooks'
import { client } from '../../companion.ts'
import { ErrorText, Problem } from '../../shell/problem.tsx'
import { formatPercent } from '../../words/format.ts'
import { say, sayCount } from '../../words/say.ts'
import { sayStage } from '../../words/stages.ts'
import { ConfirmButton } from '../parts/confirm.tsx'
import { SmallPicture } from '../parts/small-picture.tsx'
import { type Batch, type Item, isMissing } from './batch.ts'
import { FileButton } from './fields.tsx'
import { canKeepInFolder, chooseFolder, downloadResult, keepInFolder } from './keep.ts'
import { filesOf } from './pick.ts'
import type { DeskProps } from './state.ts'

interface RunningProps extends DeskProps {
  readonly batch: Batch
}

export const Running = ({ held, desk, batch }: RunningProps) => {
  const { items } = batch
  const [isOnly, setOnly] = useState(false)
  const [problem, setProblem] = useState<InlayError>()
  const lost = items.filter((item) => item.state === 'waiting' && isLost(item)).length
  const done = items.filter(({ state }) => state === 'done').length
  const failed = items.filter(isFailed).length
  const shown = items
    .map((item, index) => ({ item, index }))
    .filter(({ item }) => !isOnly || isFailed(item))
  return (
    <>
      <section class="card batch-head">
        <div class="batch-line" role="status">
          <p class="name">{say('batch.progress', { done, count: items.length })}</p>
          {failed > 0 && <p class="batch-fault">{sayCount('batch.failed', failed)}</p>}
        </div>
        <progress
          max={items.length}
          value={items.reduce((sum, item) => sum + shareOf(item), 0)}
          aria-label={say('batch.progress', { done, count: items.length })}
        />
        {batch.isOn && batch.pause !== 'no' && (
          <p class="soft" role="status">
            {say(batch.pause === 'away' ? 'batch.away' : 'batch.held')}
          </p>
        )}
        {lost > 0 && (
          <>
            <p>{sayCount('batch.missing', lost)}</p>
            <div class="batch-buttons">
              <FileButton
                label={say('batch.folder')}
                isFolder
                onFiles={(list) => held.supply(filesOf(list))}
              />
              <FileButton
                label={say('batch.files')}
                isMany
                onFiles={(list) => held.supply(filesOf(list))}
              />
            </div>
          </>
        )}
        <Buttons {...{ held, desk, batch }} onProblem={(error) => setProblem(knownError(error))} />
        {batch.isOn && <p class="soft">{say('batch.kept')}</p>}
        {problem !== undefined && <Problem error={problem} onClose={() => setProblem(undefined)} />}
      </section>
      {failed > 0 && (
        <label class="batch-only">
          <input
            type="checkbox"
            checked={isOnly}
            onChange={(event) => setOnly(event.currentTarget.checked)}
          />
          {say('batch.only')}
        </label>
      )}
      <ul class="batch-items" aria-label={say('batch.list')}>
        {shown.map(({ item, index }) => (
          <Row key={index} held={held} desk={desk} batch={batch} item={item} index={index} />
        ))}
      </ul>
    </>
  )
}

const isFailed = ({ state }: Item): boolean => state === 'failed' || state === 'maskless'

/** It waits for its files, not for its turn. */
const isLost = (item: Item): boolean => isMissing(item) && item.fill === undefined

const shareOf = (item: Item): number => (item.state === 'done' ? 1 : item.fraction)

const Buttons = ({
  held,
  desk,
  batch,
  onProblem,
}: RunningProps & { readonly onProblem: (error: unknown) => void }) => {
  const { items, isOn, pause } = batch
  const isRetried = items.some(({ state }) => state === 'failed')
  const unkept = items.filter(({ state, kept }) => state === 'done' && kept === undefined)
  const options = { client, format: desk.choice.format }
  const saveAll = async (): Promise<void> => {
    try {
      const folder = canKeepInFolder() ? await chooseFolder() : undefined
      if (folder !== undefined) await batch.keepAll(keepInFolder(folder, options))
      if (folder !== undefined || canKeepInFolder()) return
      for (const { picture, fill } of unkept) {
        if (fill !== undefined) await downloadResult(options, picture, fill)
      }
    } catch (error) {
      onProblem(error)
    }
  }
  return (
    <div class="batch-buttons">
      {isOn && pause === 'no' && (
        <button type="button" onClick={() => batch.hold()}>
          {say('batch.pause')}
        </button>
      )}
      {items.some((item) => item.state === 'waiting' && !isLost(item)) &&
        (!isOn || pause !== 'no') && (
          <button type="button" class="main" onClick={() => batch.run()}>
            {say('batch.resume')}
          </button>
        )}
      {isOn && (
        <button type="button" class="quiet" onClick={() => batch.stop()}>
          {say('batch.stop')}
        </button>
      )}
      {isRetried && (
        <button type="button" onClick={() => batch.again()}>
          {say('batch.again')}
        </button>
      )}
      {!isOn && unkept.length > 0 && (
        <button type="button" onClick={() => void saveAll()}>
          {say(canKeepInFolder() ? 'batch.save.folder' : 'batch.save.all')}
        </button>
      )}
      {!isOn &&
        (unkept.length === 0 ? (
          <button type="button" class="quiet" onClick={() => held.leave()}>
            {say('batch.new')}
          </button>
        ) : (
          <ConfirmButton
            label={say('batch.new')}
            sure={say('batch.new.sure')}
            onConfirm={() => held.leave()}
          />
        ))}
    </div>
  )
}

const Row = ({
  desk,
  batch,
  item,
  index,
}: RunningProps & { readonly item: Item; readonly index: number }) => {
  const { picture, fill, state, error } = item
  const [isSaving, setSaving] = useState(false)
  useEffect(() => setSaving(false), [state])
  const save = async (): Promise<void> => {
    if (fill === undefined) return
    setSaving(true)
    await downloadResult({ client, format: desk.choice.format }, picture, fill).finally(() =>
      setSaving(false),
    )
  }
  return (
    <li class="batch-item">
      <SmallPicture picture={picture} fill={state === 'done' ? fill : undefined} />
      <div class="words">
        <p class="name">{picture.path}</p>
        {error === undefined ? (
          <p class={isFailed(item) ? 'batch-fault' : 'soft'}>{stateOf(item)}</p>
        ) : (
          <div class="batch-fault">
            <ErrorText error={error} />
          </div>
        )}
        {state === 'running' && (
          <progress max={1} value={item.fraction} aria-label={picture.path} />
        )}
      </div>
      <div class="batch-buttons">
        {state === 'done' && (
          <>
            <a
              class="button"
              href={`#/fills/${fill}`}
              aria-label={`${say('item.show')}: ${picture.path}`}
            >
              {say('item.show')}
            </a>
            <button
              type="button"
              disabled={isSaving}
              aria-label={`${say('item.save')}: ${picture.path}`}
              onClick={() => void save()}
            >
              {say('item.save')}
            </button>
          </>
        )}
        {state === 'failed' && (
          <button
            type="button"
            aria-label={`${say('item.again')}: ${picture.path}`}
            onClick={() => batch.again(index)}
          >
            {say('item.again')}
          </button>
        )}
      </div>
    </li>
  )
}

const stateOf = (item: Item): string => {
  const { state, fraction, stage, kept } = item
  if (state === 'waiting' && isLost(item)) return say('item.missing')
  switch (state) {
    case 'running':
      return [...(stage === '' ? [] : [sayStage(stage)]), formatPercent(fraction)].join(' · ')
    case 'done':
      return kept === undefined ? say('item.done') : say('item.kept', { name: kept })
    case 'failed':
      return ''
    default:
      return say(`item.${state}`)
  }
}
