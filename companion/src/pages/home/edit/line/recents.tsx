/** The pictures worked on last: gone on with, taken off the list, or all of them forgotten. */
import { useMemo } from 'preact/hooks'
import { ConfirmButton } from '../../views/parts/confirm.tsx'
import { SmallPicture } from '../../views/parts/small-picture.tsx'
import { formatAgo } from '../../words/format.ts'
import { say, sayCount } from '../../words/say.ts'
import type { Editor } from '../editor.ts'
import type { Recent } from './shelf.ts'
import './recents.css'

export const Recents = ({ editor }: { readonly editor: Editor }) => {
  const { recents } = editor.state
  if (recents.length === 0) return null
  return (
    <section class="recents" aria-labelledby="recents">
      <h2 id="recents">{say('recent.title')}</h2>
      <ul>
        {recents.map((recent) => (
          <Row key={recent.key} editor={editor} recent={recent} />
        ))}
      </ul>
      <p class="soft">{say('recent.kept')}</p>
      <ConfirmButton
        label={say('recent.forget')}
        sure={say('recent.forget.sure')}
        onConfirm={() => void editor.forgetRecents()}
      />
    </section>
  )
}

const Row = ({ editor, recent }: { readonly editor: Editor; readonly recent: Recent }) => {
  const { key, name, shown, blob } = recent
  const picture = useMemo(() => ({ read: async () => blob ?? new Blob() }), [blob])
  return (
    <li class="recent">
      <button type="button" class="edit-step" onClick={() => void editor.reopen(key)}>
        <SmallPicture picture={picture} fill={shown?.id} index={shown?.chosen ?? 0} />
        <span class="words">
          <span class="name">{name}</span>
          <span class="soft">{factsOf(recent)}</span>
        </span>
      </button>
      <button
        type="button"
        class="tool recent-remove"
        aria-label={say('recent.remove', { name })}
        title={say('recent.remove', { name })}
        onClick={() => editor.remove(key)}
      >
        <span aria-hidden="true">×</span>
      </button>
    </li>
  )
}

const factsOf = ({ count, changed, isFilling }: Recent): string =>
  [
    count === 0 ? say('recent.unkept') : sayCount('recent.count', count),
    isFilling ? say('recent.filling') : formatAgo(new Date(changed).toISOString()),
  ].join(' · ')
