/** docs/security.md tells the truth: each of the 26 rows has its named test, or says what it waits for. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { MUTANTS } from './mutants.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const rows = read('docs/security.md')
  .split('\n')
  .flatMap((line) => {
    const [, number, threat = '', defence = '', test = ''] =
      /^\| (\d+) \|([^|]*)\|([^|]*)\|([^|]*)\|$/.exec(line) ?? []
    return number === undefined
      ? []
      : [{ row: Number(number), threat: threat.trim(), defence, test: test.trim() }]
  })

describe('docs/security.md', () => {
  it('has every row of the threat table once', () => {
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 26 }, (_, i) => i + 1))
  })

  it.each(rows)(
    'row $row, $threat: its tests are there, by that name',
    ({ row, defence, test }) => {
      if (test.startsWith('comes with')) {
        expect(defence.trim()).toBe('')
        return
      }
      const files = [...test.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, path = '']) => path)
      expect(files.length).toBeGreaterThan(0)
      // Chromium's pages try several rows at once and are named after what they are.
      const named = files.filter((path) => !path.startsWith('test/hosts/'))
      for (const path of named) expect(read(path)).toMatch(new RegExp(`row ${row}:`))
      for (const path of files) expect(read(path).length).toBeGreaterThan(0)
    },
  )

  it('has a mutant for every row: a defence whose loss a test was seen to notice', () => {
    const without = rows.filter(({ row }) => !MUTANTS.some((mutant) => mutant.row === row))
    expect(without.map(({ row, threat }) => `${row}, ${threat}`)).toEqual([])
  })

  it('and every mutant still finds what it takes away', () => {
    for (const { file, find, test, name = '' } of MUTANTS) {
      expect([file, find, read(file).split(find).length - 1]).toEqual([file, find, 1])
      expect([test, name, read(test).includes(name)]).toEqual([test, name, true])
    }
  })
})
