/** The companion's own page: what it does, what it has done, and who may use it. */
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { arrive } from './session.ts'
import { createStore, type Store } from './state.ts'
import { Home } from './views/home.tsx'
import { SignIn } from './views/sign-in.tsx'
import { say } from './words.ts'

const App = ({ store, fill }: { readonly store: Store; readonly fill: string | undefined }) => {
  const [state, setState] = useState(store.state)
  useEffect(() => store.subscribe(() => setState(store.state)), [store])
  switch (state.at) {
    case 'signed out':
      return <SignIn isLate={state.isLate} />
    case 'loading':
      return <main class="screen" aria-busy="true" />
    case 'gone':
      return (
        <main class="screen">
          <h1>{say('gone.title')}</h1>
          <p role="status">{say('gone.text')}</p>
        </main>
      )
    case 'here':
      return <Home store={store} state={state} fill={fill} />
  }
}

const begin = async (): Promise<void> => {
  const { fill, isLate } = await arrive()
  const store = createStore(isLate)
  const root = document.getElementById('root')
  if (root !== null) render(<App store={store} fill={fill} />, root)
}

void begin()
