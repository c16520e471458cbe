/** For whoever came without a code: how to open this page so that it knows them. */
import { say } from '../words/say.ts'
import { Mark } from './mark.tsx'

export const SignIn = ({
  isLate = false,
  isLapsed = false,
}: {
  /** The code in the address was good for nothing any more. */
  readonly isLate?: boolean
  /** There was a session, and there is work on the page. */
  readonly isLapsed?: boolean
}) => (
  <main class="screen">
    <Mark />
    <h1>{say('signin.title')}</h1>
    {isLate && (
      <p class="problem" role="alert">
        {say('signin.late')}
      </p>
    )}
    {isLapsed && <p role="alert">{say('signin.lapsed')}</p>}
    <p>{say('signin.text')}</p>
    <p>
      <code>{say('signin.command')}</code>
    </p>
  </main>
)
