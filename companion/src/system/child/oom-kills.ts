/** Whether the system itself ended a process for want of memory: Linux counts when it does. */
import { readFileSync } from 'node:fs'

/** The machine's count and the container's (kernel docs: proc_vmstat; cgroup-v2, memory.events). */
const COUNTERS = ['/proc/vmstat', '/sys/fs/cgroup/memory.events']

/** How often it has so far; undefined where nobody counts. */
export const countOomKills = (counters: readonly string[] = COUNTERS): number | undefined => {
  const counts = counters.flatMap((path) => {
    try {
      const found = /^oom_kill (\d+)$/m.exec(readFileSync(path, 'utf8'))
      return found === null ? [] : [Number(found[1])]
    } catch {
      return []
    }
  })
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0)
}
