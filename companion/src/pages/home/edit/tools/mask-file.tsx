/** A mask from a file, and into one: named so that a batch finds it beside its picture. */
import { useRef } from 'preact/hooks'
import { download } from '../../download.ts'
import { say } from '../../words/say.ts'
import type { MaskToolsProps } from '../contract.ts'
import { maskName } from '../save/names.ts'
import { LoadIcon, StoreIcon } from './icons.tsx'
import { ToolButton } from './tool-button.tsx'

export const MaskFile = ({
  mask,
  name,
  onProblem,
}: Pick<MaskToolsProps, 'mask' | 'name' | 'onProblem'>) => {
  const field = useRef<HTMLInputElement>(null)
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      onProblem(error)
    }
  }
  const load = (file: File): Promise<void> => attempt(async () => mask.unite(await mask.read(file)))
  const store = (): Promise<void> =>
    attempt(async () => download(maskName(name), await mask.toPng()))
  return (
    <>
      <ToolButton word="tool.load" onClick={() => field.current?.click()}>
        <LoadIcon />
      </ToolButton>
      <ToolButton word="tool.store" isDisabled={mask.isEmpty} onClick={() => void store()}>
        <StoreIcon />
      </ToolButton>
      <input
        ref={field}
        type="file"
        hidden
        aria-label={say('tool.load')}
        accept="image/png,image/jpeg,image/webp,image/avif"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file !== undefined) void load(file)
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
