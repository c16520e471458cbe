/** What Linux tells of a process and its children: memory it has to itself, processor time it took. */
import { readFile } from 'node:fs/promises'

export interface ProcessFigures {
  /** Bytes of memory, what is shared with others counted by its share (PSS). */
  readonly memory: number
  /** Milliseconds of processor time, user and system, since it began; to ten. */
  readonly cpu: number
}

/** Ticks a second of /proc: 100 on every Linux there is (getconf CLK_TCK). */
const TICK = 10

const figuresOf = async (pid: number): Promise<ProcessFigures> => {
  const [maps, line] = await Promise.all([
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ])
  // The name, in brackets, may hold anything.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return {
    memory: Number(/^Pss:\s+(\d+) kB$/m.exec(maps)?.[1]) * 1024,
    cpu: (Number(fields[11]) + Number(fields[12])) * TICK,
  }
}

const childrenOf = async (pid: number): Promise<number[]> =>
  (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8'))
    .split(' ')
    .filter(Boolean)
    .map(Number)

const NONE: ProcessFigures = { memory: 0, cpu: 0 }

/** The process and its children together. @throws where there is no /proc, or the process has ended */
export const familyFigures = async (pid: number): Promise<ProcessFigures> => {
  const children = await childrenOf(pid)
  const all = await Promise.all([
    figuresOf(pid),
    // One that has ended since takes nothing any more.
    ...children.map((child) => figuresOf(child).catch(() => NONE)),
  ])
  return all.reduce((sum, { memory, cpu }) => ({
    memory: sum.memory + memory,
    cpu: sum.cpu + cpu,
  }))
}
