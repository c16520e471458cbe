import { InlayError } from '@inlay/shared'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { linesTo } from './terminal.ts'

test('row 20: a failure is logged by name and place, without its message or a folder', () => {
  const lines: string[] = []
  const cause = Object.assign(new Error('ENOENT: /home/ada/canary.png'), { code: 'ENOENT' })
  createLog([linesTo((line) => lines.push(line))]).failure(
    new InlayError('file_unwritable', 'canary prompt', { cause }),
  )
  const text = lines.join('\n')
  expect(text).toContain('file_unwritable')
  expect(text).toContain('ENOENT')
  expect(text).toContain('failure.test.ts')
  expect(text).not.toMatch(/canary|ada|companion\//)
})
