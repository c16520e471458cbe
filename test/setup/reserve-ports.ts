/**
 * Vitest's global set-up: asks Linux to hand the companion's ports to nobody who wants just any port.
 * They lie among those, and hundreds of servers and connections of our own tests come and go.
 */
import { readFile, writeFile } from 'node:fs/promises'

/** The companion's three, the turn of fixed-ports.ts before them, and cli-host.test.ts's own behind. */
const OURS = '43116-43121'

const SETTING = '/proc/sys/net/ipv4/ip_local_reserved_ports'

/** In CI only, where the machine is ours to set; elsewhere it stays as unlikely as it is. */
export default async (): Promise<void> => {
  if (process.env.CI !== 'true') return
  try {
    const reserved = (await readFile(SETTING, 'utf8')).trim()
    if (reserved.split(',').includes(OURS)) return
    await writeFile(SETTING, reserved === '' ? OURS : `${reserved},${OURS}`)
  } catch {
    // No Linux, or not root.
  }
}
