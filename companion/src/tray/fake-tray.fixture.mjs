/** A tray process for tests: does what FAKE_TRAY says, and writes what it hears to FAKE_TRAY_HEARD. */
import { appendFileSync, writeSync } from 'node:fs'

const say = (message) => writeSync(3, `${JSON.stringify(message)}\n`)
const kind = process.env.FAKE_TRAY ?? 'good'
appendFileSync(process.env.FAKE_TRAY_HEARD, 'begun\n')

if (kind === 'dies') process.exit(1)
if (kind === 'nonsense') writeSync(3, 'hello?\n')
if (kind === 'none') {
  say({ type: 'unavailable', reason: 'this desktop has no tray' })
  process.exit(0)
}
const clicks = (process.env.FAKE_TRAY_CLICKS ?? 'pause').split(' ')
let hasClicked = false
let rest = ''
process.stdin.setEncoding('utf8').on('data', (text) => {
  rest += text
  const lines = rest.split('\n')
  rest = lines.pop()
  for (const line of lines) {
    appendFileSync(process.env.FAKE_TRAY_HEARD, `${line}\n`)
    const { view, note } = JSON.parse(line)
    if (kind === 'late' && note !== undefined) say({ type: 'icon', isShown: true, reason: '' })
    if (kind === 'clicks' && view !== undefined && !hasClicked) {
      hasClicked = true
      for (const action of clicks) say({ type: 'clicked', action })
    }
  }
})
process.stdin.on('end', () => process.exit(0))
if (kind !== 'nonsense') say({ type: 'ready', version: '0' })
if (kind === 'late') say({ type: 'icon', isShown: false, reason: 'no panel' })
