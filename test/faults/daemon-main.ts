/** A companion in a process of its own, to be killed: takes any port, says which, and runs on. */
import { startDaemon } from '../../companion/src/http/daemon.ts'
import { InlayError } from '../../shared/src/index.ts'

try {
  const daemon = await startDaemon({
    port: 0,
    log: (line) => process.stderr.write(`${line}\n`),
    // What goes by age or number would look as if it were lost.
    limits: { retention: { age: 1e12, count: 1e6, bytes: 1e15 } },
  })
  process.send?.({ port: daemon.port, tokenPath: daemon.tokenPath })
  process.once('SIGTERM', () => void daemon.stop('signal').then(() => process.exit(0)))
} catch (error) {
  process.send?.({ code: error instanceof InlayError ? error.code : String(error) })
  process.exitCode = 1
  process.disconnect?.()
}
