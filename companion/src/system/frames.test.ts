import { expect, test } from 'vitest'
import { carryFrames, FRAME, framesOf, tracesOf } from './frames.ts'

test('name, code and place, without message or folder', () => {
  const cause = Object.assign(new Error('ENOENT: /home/ada/canary.png'), { code: 'ENOENT' })
  const traces = tracesOf(new TypeError('canary prompt', { cause }))
  expect(traces.map(({ name, code }) => [name, code])).toEqual([
    ['TypeError', undefined],
    ['Error', 'ENOENT'],
  ])
  expect(JSON.stringify(traces)).toContain('frames.test.ts')
  expect(JSON.stringify(traces)).not.toMatch(/canary|ada|companion/)
})

test('a message that looks like frames is no frame', () => {
  const error = new Error('first line\n    at canary (/home/ada/x.js:1:2)\n    at canary.ts:3:4')
  expect(framesOf(error).length).toBeGreaterThan(0)
  expect(framesOf(error).join()).not.toContain('canary')
  // Where the message cannot be told from the frames, nothing is believed.
  error.message = 'changed since'
  expect(framesOf(error)).toEqual([])
})

test('odd names, codes and frames say nothing', () => {
  const error = Object.assign(new Error('x'), { code: 'a prompt of mine', name: 'my prompt' })
  expect(tracesOf(error)[0]).toMatchObject({ name: 'Error' })
  expect(tracesOf(error)[0]).not.toHaveProperty('code')
  carryFrames(error, ['run jobs.js:12', 'a prompt of mine', '/home/ada/jobs.js:1'])
  expect(framesOf(error)).toEqual(['run jobs.js:12'])
})

test('the frames Node writes are read', () => {
  for (const frame of [
    'run jobs.ts:120',
    'async run jobs.ts:120',
    'new Foo foo.cjs:1',
    'Object.<anonymous> main.js:3',
    'Socket.emit [as emit] events.js:518',
    'jobs.ts:120',
  ]) {
    expect(frame).toMatch(FRAME)
  }
})

test('a chain of causes ends, even one that goes in circles', () => {
  const error = new Error('x')
  error.cause = error
  expect(tracesOf(error)).toHaveLength(4)
})
