/** Children that misbehave, for tests of whoever started them. */

/** Defines `say(message)` for a script of its own: one JSON line to the parent. */
const SAY = `
const fs = require('node:fs')
const say = (message) => fs.writeSync(3, JSON.stringify(message) + '\\n')
const raw = (text) => fs.writeSync(3, text)
const stay = () => setInterval(() => {}, 1000)
`

/** A script that may `say` messages, write `raw` text to the parent, and `stay`. */
export const strayScript = (body: string): string => `${SAY}\n${body}\n`

/** Says that it is ready and runs `onCall(call, task)` for each call. */
export const readyScript = (version: string, onCall: string): string =>
  strayScript(`
say({ type: 'ready', version: ${JSON.stringify(version)} })
const onCall = ${onCall}
let text = ''
process.stdin.on('data', (chunk) => {
  text += chunk
  const lines = text.split('\\n')
  text = lines.pop()
  for (const line of lines) {
    const message = JSON.parse(line)
    if (message.type === 'call') onCall(message.call, message.task)
  }
})
process.stdin.on('end', () => process.exit(0))
`)
