import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hearLines, sayLine } from './lines.ts'

const listen = () => {
  const stream = new PassThrough()
  const heard: unknown[] = []
  let nonsense = 0
  hearLines(stream, {
    onMessage: (message) => heard.push(message),
    onNonsense: () => {
      nonsense += 1
    },
  })
  return { stream, heard, nonsense: () => nonsense }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('messages arrive whole and in order however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue(), { maxLength: 8 }),
      fc.array(fc.nat(40), { minLength: 1, maxLength: 30 }),
      async (messages, cuts) => {
        const { stream, heard, nonsense } = listen()
        const wire = new PassThrough()
        for (const message of messages) sayLine(wire, { message })
        wire.end()
        const bytes = Buffer.concat(await wire.toArray())
        let at = 0
        for (let i = 0; at < bytes.length; i++) {
          const length = 1 + (cuts[i % cuts.length] ?? 0)
          stream.write(bytes.subarray(at, at + length))
          at += length
        }
        await turn()
        expect(JSON.stringify(heard)).toBe(JSON.stringify(messages.map((message) => ({ message }))))
        expect(nonsense()).toBe(0)
      },
    ),
    { numRuns: 60 },
  )
})

test('what is no JSON is told once, and nothing after it is heard', async () => {
  const { stream, heard, nonsense } = listen()
  stream.write('{"a":1}\ngarb\0age\n{"b":2}\n')
  await turn()
  expect(heard).toEqual([{ a: 1 }])
  expect(nonsense()).toBe(1)
})

test('a line without end is not gathered for ever', async () => {
  const { stream, nonsense } = listen()
  for (let i = 0; i < 40 && nonsense() === 0; i++) {
    stream.write('x'.repeat(2 ** 20))
    await turn()
  }
  expect(nonsense()).toBe(1)
})
