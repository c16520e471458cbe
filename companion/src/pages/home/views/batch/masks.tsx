/** Which mask each picture gets: found by name, or one for all, from a file or painted. */
import { say, sayCount } from '../../words/say.ts'
import { Choices, FileButton } from './fields.tsx'
import type { Pairs } from './pair.ts'
import { type Chosen, filesOf } from './pick.ts'
import type { DeskProps } from './state.ts'

export const Masks = ({
  held,
  desk,
  pairs,
  onPaint,
}: DeskProps & {
  readonly pairs: Pairs<Chosen>
  readonly onPaint: (on: Chosen) => void
}) => {
  const { choice, files, mask } = desk
  const first = pairs.pairs[0]?.picture
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
            <button
              type="button"
              disabled={first === undefined}
              onClick={() => first && onPaint(first)}
            >
              {say('batch.mask.paint')}
            </button>
            {mask !== undefined && <p role="status">{mask.path}</p>}
          </div>
        </>
      )}
    </section>
  )
}
