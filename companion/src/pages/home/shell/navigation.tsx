/** Where one can go: a bar at the side, and on a narrow window a menu under the top line. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Store } from '../state.ts'
import { say } from '../words/say.ts'
import { MenuIcon } from './icons.tsx'
import { Mark } from './mark.tsx'
import { addressOf } from './route.ts'
import { SECTIONS, type SectionId } from './sections.tsx'
import { StatusLine } from './status-line.tsx'

export const Navigation = ({
  store,
  current,
}: {
  readonly store: Store
  readonly current: SectionId
}) => {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (!isOpen) return
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    addEventListener('keydown', close)
    return () => removeEventListener('keydown', close)
  }, [isOpen])
  return (
    <header class="bar">
      <div class="brand">
        <Mark size={26} />
        <span class="brand-name">{say('title')}</span>
        <span class="where">{say(`section.${current}`)}</span>
        <button
          ref={button}
          type="button"
          class="quiet menu-button"
          aria-expanded={isOpen}
          aria-controls="menu"
          onClick={() => setOpen(!isOpen)}
        >
          <MenuIcon />
          <span class="unseen">{say('navigation.menu')}</span>
        </button>
      </div>
      <div id="menu" class={isOpen ? 'menu open' : 'menu'}>
        <nav aria-label={say('navigation')}>
          <ul>
            {SECTIONS.map(({ id, Icon }) => (
              <li key={id}>
                <a
                  href={addressOf(id)}
                  title={say(`section.${id}`)}
                  aria-current={id === current ? 'page' : undefined}
                  onClick={() => setOpen(false)}
                >
                  <Icon />
                  <span class="label">{say(`section.${id}`)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <StatusLine store={store} />
      </div>
    </header>
  )
}
