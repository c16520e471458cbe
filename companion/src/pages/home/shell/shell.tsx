/** The page around its sections: the way to them, how the companion is, and what went wrong. */
import { useLayoutEffect, useState } from 'preact/hooks'
import type { Store } from '../state.ts'
import { say } from '../words/say.ts'
import { Navigation } from './navigation.tsx'
import { Pairings } from './pairing.tsx'
import { Problem } from './problem.tsx'
import { currentRoute, onRoute } from './route.ts'
import { SectionView } from './section.tsx'

export const Shell = ({ store }: { readonly store: Store }) => {
  const [route, setRoute] = useState(currentRoute)
  // At once: somebody may go elsewhere before the next frame.
  useLayoutEffect(() => onRoute(() => setRoute(currentRoute())), [])
  const { problem, isGone } = store.state
  return (
    <div class="page">
      <button
        type="button"
        class="skip"
        onClick={() => document.querySelector<HTMLElement>('main h1')?.focus()}
      >
        {say('navigation.skip')}
      </button>
      <Navigation store={store} current={route.section} />
      <div class="body">
        <Pairings store={store} />
        {isGone && (
          <p class="notice" role="status">
            {say('gone.title')}. {say('gone.text')}
          </p>
        )}
        {problem !== undefined && <Problem error={problem} onClose={() => store.forgive()} />}
        <SectionView store={store} route={route} />
      </div>
    </div>
  )
}
