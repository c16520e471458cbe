/** The companion's own page: painting and filling, what was made, and who may use it. */
import { render } from 'preact'
import { arrive } from './session.ts'
import { Shell } from './shell/shell.tsx'
import { SignIn } from './shell/sign-in.tsx'
import { watchStyles } from './shell/styles.ts'
import { createStore, type Store } from './state.ts'
import { useChanges } from './use-changes.ts'
import { beginWords, loadWords, onLanguage, say } from './words/say.ts'

const LANGUAGE = { subscribe: onLanguage }

const App = ({ store }: { readonly store: Store }) => {
  useChanges(store)
  useChanges(LANGUAGE)
  const { at, isLate, isLapsed, isGone } = store.state
  if (at === 'signed out') return <SignIn isLate={isLate} />
  if (at === 'here') {
    return (
      <>
        {isLapsed && <SignIn isLapsed />}
        <div hidden={isLapsed}>
          <Shell store={store} />
        </div>
      </>
    )
  }
  if (!isGone) return <main class="screen" aria-busy="true" />
  return (
    <main class="screen">
      <h1>{say('gone.title')}</h1>
      <p role="status">{say('gone.text')}</p>
    </main>
  )
}

const begin = async (): Promise<void> => {
  watchStyles()
  const [isLate] = await Promise.all([arrive(), beginWords().then(() => loadWords('shell'))])
  const root = document.getElementById('root')
  if (root !== null) render(<App store={createStore(isLate)} />, root)
}

void begin()
