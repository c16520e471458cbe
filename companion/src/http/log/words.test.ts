/** Log lines in words: one thing is one, several are several. */
import { describe, expect, it } from 'vitest'
import { inWords } from './words.ts'

const job = '1345d7ea-0000-4000-8000-000000000000'
const done = { job, run: 5810, queue: 10, pixels: 135_300 }

describe('a log line in words', () => {
  it.each([
    [1, '1 result.'],
    [4, '4 results.'],
    [0, '0 results.'],
  ])('counts %i', (variations, end) => {
    expect(inWords('job_done', { ...done, variations })).toBe(
      `Fill 1345d7ea is done in 5.81 s after waiting 0.01 s: 0.1 megapixels, ${end}`,
    )
  })

  it('says what runs and waits when it stops, and what is missing as unknown', () => {
    expect(inWords('stopping', { why: 'signal', running: 1, queued: 0 })).toBe(
      'The companion stops (signal): 1 fill under way, 0 waiting.',
    )
    expect(inWords('fills_lost', { fills: 3 })).toBe(
      'Forgotten, for their files were lost: 3 finished fills.',
    )
    expect(inWords('job_accepted', {})).toBe('Fill ? was accepted: ?, an unknown size.')
  })
})
