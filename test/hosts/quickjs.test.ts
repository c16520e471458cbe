/** `shared` runs where it must: in QuickJS with nothing around it and no way to make code. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import everything from './everything.ts'
import { ABSENT, runInSandbox } from './sandbox.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

const run = (source: string) => runInSandbox(source, here)

describe('shared in QuickJS', () => {
  it('does all that a plugin needs, with the same outcome as in Node', async () => {
    const { value, error, trapped } = await run(`export { default } from './everything.ts'`)
    expect(error).toBeUndefined()
    expect(trapped).toEqual([])
    const inNode: unknown = JSON.parse(JSON.stringify(await everything()))
    expect(value).toEqual(inNode)
    expect(value).toMatchObject({
      request: { operation: 'fill', engine: 'auto', prompt: 'Ein Fluß 🏞️' },
      refusal: 'invalid_request: Expected 512 or less for grow but received 513',
      envelope: true,
      masks: { clusters: 2 },
      talk: {
        state: 'ready',
        stages: ['queued', 'Größere Flächen', 'done'],
        samples: [1, 2, 3, 65_535],
      },
      pairing: { deviceId: 'd', token: expect.stringMatching(/^[\w-]{43}$/) },
      impostor: 'unproven',
    })
  })
})

describe('the sandbox bites', () => {
  it('has none of what hosts add', async () => {
    const { value } = await run(
      `export default async () => ${JSON.stringify(ABSENT)}.filter((name) => name in globalThis)`,
    )
    expect(value).toEqual([])
  })

  it.each([
    ['new TextDecoder().decode(new Uint8Array(1))', 'TextDecoder'],
    ['new URL("http://localhost")', 'URL'],
    ['structuredClone({})', 'structuredClone'],
    ['new Uint8Array(new SharedArrayBuffer(8)).length', 'SharedArrayBuffer'],
    ['crypto.subtle', 'crypto'],
    ['new Blob([])', 'Blob'],
    ['Buffer.from("a")', 'Buffer'],
  ])('on %s', async (expression, name) => {
    const { value, error } = await run(`export default async () => ${expression}`)
    expect(value).toBeUndefined()
    expect(error).toContain(`ReferenceError: '${name}' is not defined`)
  })

  it.each([
    ['eval("1")', 'eval'],
    ['(0, eval)("1")', 'eval'],
    ['new Function("return 1")()', 'Function'],
    ['Function("return 1")()', 'Function'],
    ['(() => {}).constructor("return 1")()', 'Function'],
    ['(async () => {}).constructor("return 1")()', 'AsyncFunction'],
    ['(function* () {}).constructor("yield 1")()', 'GeneratorFunction'],
    ['(async function* () {}).constructor("yield 1")()', 'AsyncGeneratorFunction'],
  ])('on %s', async (expression, name) => {
    const { error, trapped } = await run(`export default async () => ${expression}`)
    expect(error).toContain('EvalError')
    expect(trapped).toEqual([name])
  })

  it('on zod as it comes, which tries to make code and hides that it may not', async () => {
    const { value, error, trapped } = await run(`
      import * as z from 'zod'
      const schema = z.object({ a: z.string() })
      export default async () => schema.parse({ a: 'b' })`)
    expect({ value, error }).toEqual({ value: { a: 'b' }, error: undefined })
    expect(trapped).toContain('Function')
  })

  it('on shared with one forbidden word in it', async () => {
    const { error } = await run(`
      import { decodeEnvelope, encodeEnvelope } from '@inlay/shared'
      export default async () => {
        const { parts } = decodeEnvelope(encodeEnvelope({ header: {}, parts: { a: new Uint8Array(3) } }))
        return new TextDecoder().decode(parts.get('a'))
      }`)
    expect(error).toContain('TextDecoder')
  })
})
