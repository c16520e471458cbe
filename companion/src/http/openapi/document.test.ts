import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as z from '@inlay/shared/zod'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDaemon, type TestDaemon } from '../testing/daemon.ts'
import { openApiDocument } from './document.ts'

const Operation = z.looseObject({ operationId: z.string(), responses: z.looseObject({}) })
const Document = z.looseObject({ paths: z.record(z.string(), z.looseObject({})) })

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon()
})
afterAll(() => daemon.end())

const checkedIn = async (): Promise<unknown> =>
  JSON.parse(
    await readFile(fileURLToPath(new URL('../../../openapi.json', import.meta.url)), 'utf8'),
  )

test('the document checked in, the one served and the schemas are one (else: npm run openapi)', async () => {
  const document = openApiDocument()
  expect(await checkedIn()).toEqual(document)
  expect((await daemon.ask('/v1/openapi.json')).json).toEqual(document)
})

test('it is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate({ ...openApiDocument() })
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('the validator bites', async () => {
  const { valid } = await new Validator().validate({ ...openApiDocument(), paths: { nowhere: {} } })
  expect(valid).toBe(false)
})

test('every reference leads somewhere', () => {
  const document = openApiDocument()
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, path]) => path)
  expect(refs.length).toBeGreaterThan(20)
  for (const ref of refs) {
    let target: unknown = document
    for (const key of (ref ?? '').split('/').slice(1)) {
      target = typeof target === 'object' && target !== null ? Reflect.get(target, key) : undefined
    }
    expect([ref, typeof target]).toEqual([ref, 'object'])
  }
})

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

test('what it lists is served, and what it does not list is not', async () => {
  const { paths } = Document.parse(openApiDocument())
  for (const [path, item] of Object.entries(paths)) {
    const address = path.replace('{id}', 'none').replace('{n}', '0').replace('{name}', 'image')
    for (const method of METHODS) {
      const operation = Operation.safeParse(item[method])
      const { status, json } = await daemon.ask(address, { method: method.toUpperCase() })
      if (path === '/v1/ws') continue
      if (operation.success) {
        expect([path, method, status]).not.toEqual([path, method, 405])
        expect(Object.keys(operation.data.responses)).toContain(String(status))
      } else expect([path, method, status, json]).toMatchObject([path, method, 405, {}])
    }
  }
})
