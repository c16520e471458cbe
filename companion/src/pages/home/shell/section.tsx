/** One section: its view and words fetched when first opened, the last one standing until then. */
import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Store } from '../state.ts'
import { loadWords, say } from '../words/say.ts'
import type { Route } from './route.ts'
import { type SectionId, sectionOf, type ViewProps } from './sections.tsx'
import { stylesAgain } from './styles.ts'

type Shown =
  | { readonly section: SectionId; readonly View: ComponentType<ViewProps> }
  | { readonly section: SectionId; readonly View: undefined }

/** What is shown of the section: its view, or undefined when it could not be fetched. */
const useSection = (section: SectionId): Shown | undefined => {
  const [shown, setShown] = useState<Shown>()
  const opened = useRef(new Set<SectionId>())
  useEffect(() => {
    let isOver = false
    const show = (View: ComponentType<ViewProps> | undefined): void => {
      if (View !== undefined) opened.current.add(section)
      if (!isOver) setShown({ section, View })
    }
    const { load, words = [section] } = sectionOf(section)
    const styles = opened.current.has(section) ? Promise.resolve() : stylesAgain()
    Promise.all([styles.then(load), ...words.map(loadWords)]).then(
      ([{ View }]) => show(View),
      // The companion is not there, or another version of it is: the view says so.
      () => show(undefined),
    )
    return () => {
      isOver = true
    }
  }, [section])
  return shown
}

export const SectionView = ({ store, route }: { readonly store: Store; readonly route: Route }) => {
  const shown = useSection(route.section)
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef<SectionId | undefined>(undefined)
  const at = shown?.section
  const title = at === undefined ? say('title') : `${say(`section.${at}`)} – ${say('title')}`
  useEffect(() => {
    document.title = title
  }, [title])
  useEffect(() => {
    if (at === undefined) return
    // Whoever goes to another section hears where they are; whoever has just come is left alone.
    if (before.current !== undefined && before.current !== at) {
      heading.current?.focus({ preventScroll: true })
      scrollTo(0, 0)
    }
    before.current = at
  }, [at])
  if (shown === undefined) return <main class="section" aria-busy="true" />
  const { section, View } = shown
  const isWide = sectionOf(section).isWide === true
  return (
    <main class={isWide ? 'section wide' : 'section'} aria-busy={section !== route.section}>
      <h1 ref={heading} tabIndex={-1} class={isWide ? 'unseen' : 'heading'}>
        {say(`section.${section}`)}
      </h1>
      {View === undefined ? (
        <div class="empty">
          <p role="alert">{say('section.missing')}</p>
          <button type="button" onClick={() => location.reload()}>
            {say('section.reload')}
          </button>
        </div>
      ) : (
        <View store={store} rest={section === route.section ? route.rest : ''} />
      )}
    </main>
  )
}
