import { expect, test } from 'vitest'
import { createPageSessions } from './page-sessions.ts'

test('a code opens one session, once, within a minute', () => {
  let now = 0
  const sessions = createPageSessions({ now: () => now })
  const code = sessions.issue()
  const late = sessions.issue()
  now = 59_999
  const { cookie, word } = sessions.redeem(code) ?? { cookie: '', word: '' }
  expect(sessions.isIn(cookie, word)).toBe(true)
  expect(sessions.redeem(code)).toBeUndefined()
  now = 60_000
  expect(sessions.redeem(late)).toBeUndefined()
  expect(sessions.redeem('made up')).toBeUndefined()
})

test('neither half opens anything without the other, nor with that of another session', () => {
  const sessions = createPageSessions()
  const [one, two] = [sessions.redeem(sessions.issue()), sessions.redeem(sessions.issue())]
  if (one === undefined || two === undefined) throw new Error('no session')
  expect(sessions.isIn(one.cookie, two.word)).toBe(false)
  expect(sessions.isIn(one.word, one.word)).toBe(false)
  expect(sessions.isIn(one.cookie, '')).toBe(false)
  expect(sessions.isIn(one.cookie, one.word)).toBe(true)
})

test('it ends when it is ended, or when nobody used it for twelve hours', () => {
  let now = 0
  const sessions = createPageSessions({ now: () => now })
  const first = sessions.redeem(sessions.issue())
  const second = sessions.redeem(sessions.issue())
  if (first === undefined || second === undefined) throw new Error('no session')
  sessions.end(first.cookie)
  expect(sessions.isIn(first.cookie, first.word)).toBe(false)
  now = 11 * 3600_000
  expect(sessions.isIn(second.cookie, second.word)).toBe(true)
  now = 22 * 3600_000
  expect(sessions.isIn(second.cookie, second.word)).toBe(true)
  now = 34 * 3600_000
  expect(sessions.isIn(second.cookie, second.word)).toBe(false)
})

test('a flood of sign-ins lets the oldest go, never the one in use', () => {
  const sessions = createPageSessions()
  const used = sessions.redeem(sessions.issue())
  const unused = sessions.redeem(sessions.issue())
  if (used === undefined || unused === undefined) throw new Error('no session')
  for (let i = 0; i < 40; i++) {
    expect(sessions.isIn(used.cookie, used.word)).toBe(true)
    sessions.redeem(sessions.issue())
  }
  expect(sessions.isIn(unused.cookie, unused.word)).toBe(false)
})

test('a restart ends no session that was in use, and brings back none that was over', () => {
  let now = 0
  const before = createPageSessions({ now: () => now })
  const used = before.redeem(before.issue())
  const over = before.redeem(before.issue())
  if (used === undefined || over === undefined) throw new Error('no session')
  now = 11 * 3600_000
  before.isIn(used.cookie, used.word)
  const kept = before.kept()
  for (const secret of [used.cookie, used.word]) expect(JSON.stringify(kept)).not.toContain(secret)
  now = 13 * 3600_000
  const after = createPageSessions({ kept, now: () => now })
  expect(after.seenAgo).toBeUndefined()
  expect(after.isIn(used.cookie, used.word)).toBe(true)
  expect(after.isIn(used.cookie, over.word)).toBe(false)
  expect(after.isIn(over.cookie, over.word)).toBe(false)
  now += 1500
  expect(after.seenAgo).toBe(1500)
  // A file from a clock that was far ahead would open for ever.
  const ahead = kept.map((session) => ({ ...session, until: now + 1e12 }))
  expect(createPageSessions({ kept: ahead, now: () => now }).kept()).toEqual([])
})
