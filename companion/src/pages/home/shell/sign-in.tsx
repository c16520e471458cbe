/** For whoever came without a code: how to open this page so that it knows them. */
import { say } from '../words/say.ts'
import { Mark } from './mark.tsx'

export const SignIn = ({ isLate }: { readonly isLate: boolean }) => (
  <main class="screen">
    <Mark />
    <h1>{say('signin.title')}</h1>
    {isLate && (
      <p class="problem" role="alert">
        {say('signin.late')}
      </p>
    )}
    <p>{say('signin.text')}</p>
    <p>
      <code>{say('signin.command')}</code>
    </p>
  </main>
)
