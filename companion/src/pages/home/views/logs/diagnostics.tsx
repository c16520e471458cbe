/** A report for whoever is to help: made here, read here, and only then copied or saved. */
import type { Diagnostics as Report } from '@inlay/shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import { download } from '../../download.ts'
import { diagnostics } from '../../owner-api.ts'
import { ErrorText } from '../../shell/problem.tsx'
import { say } from '../../words/say.ts'
import { CopyButton } from '../parts/copy.tsx'
import { useTask } from '../parts/use-task.ts'

export const Diagnostics = () => {
  const [report, setReport] = useState<Report>()
  const preview = useRef<HTMLTextAreaElement>(null)
  const task = useTask()
  const make = (): void => void task.run(async () => setReport(await diagnostics()))
  const isThere = report !== undefined
  useEffect(() => {
    if (isThere) preview.current?.focus({ preventScroll: true })
  }, [isThere])
  return (
    <section class="group" aria-labelledby="diagnostics">
      <h2 id="diagnostics">{say('diagnostics.title')}</h2>
      <p class="soft">{say('diagnostics.text')}</p>
      <div class="buttons">
        <button type="button" disabled={task.isBusy} onClick={make}>
          {say(
            task.isBusy ? 'diagnostics.making' : isThere ? 'diagnostics.again' : 'diagnostics.make',
          )}
        </button>
        {report !== undefined && (
          <>
            <CopyButton text={report.text} label={say('diagnostics.copy')} />
            <button
              type="button"
              onClick={() =>
                download('inlay-diagnostics.txt', new Blob([report.text], { type: 'text/plain' }))
              }
            >
              {say('logs.save')}
            </button>
          </>
        )}
      </div>
      {task.error !== undefined && <ErrorText error={task.error} />}
      {report !== undefined && (
        <textarea
          ref={preview}
          class="logs-report"
          lang="en"
          readOnly
          rows={18}
          spellcheck={false}
          aria-label={say('diagnostics.preview')}
          value={report.text}
        />
      )}
    </section>
  )
}
