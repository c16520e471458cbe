import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { scrub } from './scrub.ts'

const ada = {
  folders: {
    '/home/ada': '~',
    '/home/ada/.config/inlay': '<settings folder>',
    'C:\\Users\\Ada L': '~',
  },
  names: { ada: '<user>', 'ada-laptop': '<machine>', 'acme-2027': 'own-model-1' },
}

test.each([
  ['/home/ada/.config/inlay can be written', '<settings folder> can be written'],
  ['One on the PATH: /home/ada/bin/inlay.', 'One on the PATH: ~/bin/inlay.'],
  ['/home/adam/x is another’s', '<path> is another’s'],
  ['C:\\Users\\Ada L\\inlay and D:\\Work\\x', '~\\inlay and <path>'],
  ['\\\\server\\share\\ada', '<path>'],
  ['Ada on ADA-LAPTOP, not adamant', '<user> on <machine>, not adamant'],
  ['model acme-2027: as it was', 'model own-model-1: as it was'],
  [
    'the libraries at /usr/lib/x86_64/libcuda.so.1, driver 550.54',
    'the libraries at <path>, driver 550.54',
  ],
  ['CPU 2/4, 12:30:00, GET /v1/fills/:id answered', 'CPU 2/4, 12:30:00, GET <path> answered'],
  ['https://docs.example/cuda stays', 'https://docs.example/cuda stays'],
])('%s', (text, clean) => {
  expect(scrub(text, ada)).toBe(clean)
})

test('whatever stands around them, folders and names are gone', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const text = scrub(`${before} /home/ada/secret ada-laptop ${after}`, ada)
      expect(text).not.toContain('/home/ada/')
      expect(text).not.toContain(' ada-laptop ')
    }),
  )
})
