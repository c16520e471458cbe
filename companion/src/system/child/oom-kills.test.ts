import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countOomKills } from './oom-kills.ts'

test('counts what the machine and the container tell, and knows when nobody does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'inlay-oom-'))
  const [machine, container] = [join(folder, 'vmstat'), join(folder, 'memory.events')]
  expect(countOomKills([machine, container])).toBeUndefined()
  await writeFile(machine, 'nr_free_pages 5\noom_kill 3\noom_kill_x 9\n')
  await writeFile(container, 'oom 7\noom_kill 2\noom_group_kill 0\n')
  expect(countOomKills([machine, container])).toBe(5)
  expect(countOomKills([machine])).toBe(3)
  if (process.platform === 'linux') expect(countOomKills()).toBeGreaterThanOrEqual(0)
  await rm(folder, { recursive: true })
})
