/** Words of the companion's own, in the person's language, and marked as English where they are not. */
import { sayHeard } from '../words/heard.ts'
import { WithCode } from './with-code.tsx'

export const Heard = ({ text }: { readonly text: string }) => {
  const said = sayHeard(text)
  const words = <WithCode text={said.text} />
  return said.isSaid ? words : <span lang="en">{words}</span>
}
