/** Something to type, or a path, beside the button that copies it. */
import { CopyButton } from './copy.tsx'

export const CommandLine = ({ text }: { readonly text: string }) => (
  <div class="command">
    <code>{text}</code>
    <CopyButton text={text} name={text} />
  </div>
)
