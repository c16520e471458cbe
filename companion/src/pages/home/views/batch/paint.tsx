/** One mask for all pictures, painted on the first of them with the playground's own tools. */
import { InlayError } from '@inlay/shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Brush, Clicks, EditMask, OpenedPicture, Tool } from '../../edit/contract.ts'
import { createMask } from '../../edit/mask/mask.ts'
import { openPicture } from '../../edit/picture/open.ts'
import { Stage } from '../../edit/stage/stage.tsx'
import { createClicks } from '../../edit/tools/clicks.ts'
import { MaskTools } from '../../edit/tools/tools.tsx'
import { Problem } from '../../shell/problem.tsx'
import { useChanges } from '../../use-changes.ts'
import { say } from '../../words/say.ts'
import type { Source } from './batch.ts'

interface Easel {
  readonly picture: OpenedPicture
  readonly mask: EditMask
  readonly clicks: Clicks
}

export interface PaintProps {
  readonly source: Source
  readonly onDone: (mask: Blob, how: { readonly grow: number; readonly feather: number }) => void
  readonly onCancel: () => void
}

export const Paint = ({ source, onDone, onCancel }: PaintProps) => {
  const [easel, setEasel] = useState<Easel>()
  const [problem, setProblem] = useState<InlayError>()
  const heading = useRef<HTMLHeadingElement>(null)
  const complain = (cause: unknown): void =>
    setProblem(
      cause instanceof InlayError
        ? cause
        : new InlayError('image_unreadable', undefined, { cause }),
    )
  useEffect(() => {
    heading.current?.focus()
    let isOver = false
    let made: Easel | undefined
    const close = (): void => {
      made?.mask.close()
      made?.picture.close()
    }
    open(source, complain).then((opened) => {
      made = opened
      if (isOver) close()
      else setEasel(opened)
    }, complain)
    return () => {
      isOver = true
      close()
    }
  }, [source])
  return (
    <section class="card batch-paint">
      <h2 ref={heading} tabIndex={-1}>
        {say('batch.paint.title', { name: source.path })}
      </h2>
      {problem !== undefined && <Problem error={problem} onClose={() => setProblem(undefined)} />}
      {easel === undefined ? (
        problem === undefined && (
          <p class="soft" role="status">
            {say('batch.paint.opening')}
          </p>
        )
      ) : (
        <Canvas easel={easel} onDone={onDone} onProblem={complain} />
      )}
      <div class="batch-buttons">
        <button type="button" class="quiet" onClick={onCancel}>
          {say('batch.paint.cancel')}
        </button>
      </div>
    </section>
  )
}

const open = async (source: Source, onProblem: (error: unknown) => void): Promise<Easel> => {
  const blob = await source.read()
  const picture = await openPicture(blob, source.path)
  const mask = await createMask({ width: picture.width, height: picture.height })
  return { picture, mask, clicks: createClicks({ mask, bytes: async () => blob, onProblem }) }
}

const Canvas = ({
  easel: { picture, mask, clicks },
  onDone,
  onProblem,
}: Pick<PaintProps, 'onDone'> & {
  readonly easel: Easel
  readonly onProblem: (error: unknown) => void
}) => {
  const [tool, setTool] = useState<Tool>('brush')
  const [brush, setBrush] = useState<Brush>({ size: 48, hardness: 0.8 })
  useChanges(mask)
  const use = async (): Promise<void> => {
    try {
      onDone(await mask.toPng(), { grow: mask.grow, feather: mask.feather })
    } catch (error) {
      onProblem(error)
    }
  }
  return (
    <>
      <div class="batch-easel">
        <Stage
          picture={picture}
          label={picture.name}
          mask={mask}
          tool={tool}
          brush={brush}
          clicks={clicks}
          veil={picture.veil}
        />
      </div>
      <MaskTools
        mask={mask}
        name={picture.name}
        tool={tool}
        onTool={setTool}
        brush={brush}
        onBrush={setBrush}
        clicks={clicks}
        holed={picture.hasHoles ? picture : undefined}
        onProblem={onProblem}
      />
      <div class="batch-buttons">
        <button type="button" class="main" disabled={mask.isEmpty} onClick={() => void use()}>
          {say('batch.paint.use')}
        </button>
      </div>
    </>
  )
}
