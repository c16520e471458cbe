/** What is said of the companion: looking for it, pairing, what helps. */

export default {
  // The companion
  'link.looking': 'Looking for the companion on this computer…',
  'link.looking.hint': 'If the browser asks to reach apps on this device, allow it.',
  'link.ready': 'Connected',
  'link.ready.engine': '{engine}, {device}',
  'link.window': 'Connected through its window; leave that window open.',
  'link.opening': 'Say “Connect” in the companion’s window.',
  'link.not_found.title': 'The companion is not there',
  'link.not_found.text':
    'Inlay fills pictures with a small program of its own on this computer, the companion. Nothing answers where it should be.',
  'link.not_found.next': 'Install it once, start it, and this panel finds it by itself.',
  'link.not_running.title': 'The companion is not running',
  'link.not_running.text': 'This panel was connected to it before; now nothing answers.',
  'link.not_running.next': 'Start it and this panel finds it by itself.',
  'link.blocked.title': 'The browser keeps this panel from your computer',
  'link.blocked.text':
    'Browsers ask before a page may reach programs on your own computer, and Figma’s page has no leave to do so.',
  'link.blocked.next':
    'Connect by a small window of the companion, allow “Apps on device” for this site, or use the Figma desktop app.',
  'link.starting.title': 'The companion is starting',
  'link.starting.text': 'It will be ready in a moment.',
  'link.silent.title': 'The companion does not answer',
  'link.silent.text': 'Something takes the connection and says nothing: it is starting or stuck.',
  'link.silent.next': 'Wait a moment; if it stays so, stop the companion and start it again.',
  'link.other.title': 'Another program is in the companion’s place',
  'link.other.text':
    'What answers on the companion’s ports (43117 to 43119) is not the companion. Nothing was sent to it.',
  'link.other.next': 'Stop that program and start the companion; `inlay doctor` names it.',
  'link.unproven.title': 'This may not be your companion',
  'link.unproven.text':
    'What answers cannot prove that it knows this panel, so nothing was sent to it.',
  'link.unproven.next': 'If you have just reset or moved the companion, pair again.',
  'link.update_companion.title': 'The companion is too old',
  'link.update_companion.text': 'It is version {version}; this plugin needs a newer one.',
  'link.update_companion.next': 'Update the companion and start it again.',
  'link.update_plugin.title': 'This plugin is too old',
  'link.update_plugin.text': 'The companion is version {version} and needs a newer plugin.',
  'link.update_plugin.next': 'Update the plugin and open it again.',
  'link.failing.title': 'The companion has failed',
  'link.failing.text': 'It answers, but with an error: {detail}',
  'link.failing.next': 'Start it again; `inlay doctor` helps to find out why.',
  'link.refused.title': 'The companion does not let this panel in',
  'link.refused.text': '{detail}',
  'link.refused.next': 'Start the companion again, then look again.',
  'link.command': 'npm start',
  'link.command.label': 'Start it with',

  // Pairing
  'pair.title': 'Pair with your companion',
  'pair.text':
    'The companion is there and does not know this panel yet. Pairing is done once: the companion shows six digits, and you type them here.',
  'pair.revoked.title': 'This panel was disconnected',
  'pair.revoked.text':
    'The companion no longer knows this panel: it was revoked, or not used for 90 days. Pair it again to go on.',
  'pair.code.title': 'Type the six digits',
  'pair.code.text':
    'They stand where the companion runs: in its terminal, or where you type `inlay pair`.',
  'pair.code.label': 'Six-digit code',
  'pair.digit': 'Digit {index}',
  'pair.checking': 'Checking…',
  'pair.asking': 'Asking the companion for a code…',
  'pair.left': 'Good for {minutes}:{seconds}',
  'pair.wrong': 'That was not the code. Have a look and try again.',
  'pair.over': 'That code is over: it is good for two minutes and five tries.',
  'pair.busy': 'The companion takes no more pairings just now. Wait a minute.',
  'pair.done': 'Paired.',

  // Help, in steps
  'help.install.1': 'Install Node 22.12 or newer (nodejs.org), once.',
  'help.install.2': 'Open a terminal in Inlay’s folder.',
  'help.install.3': 'Type `npm start` and leave the terminal open. This panel finds it by itself.',
  'help.update.1': 'Stop the companion with Ctrl+C and put the newer Inlay folder in its place.',
  'help.update.2': 'Type `npm start` in it.',
  'help.update.3': 'Close this plugin and open it again: it comes from the same folder.',
  'help.allow.1': 'Click the sign to the left of the address figma.com.',
  'help.allow.2': 'Set “Apps on device” (or “Local network access”) to “Allow”.',
  'help.allow.3': 'Load the page again and open the plugin. In the desktop app nothing is asked.',
  'help.help.1': 'Look at the terminal in which the companion runs.',
  'help.help.2': 'Stop it with Ctrl+C and start it again with `npm start`.',
  'help.help.3': '`npm start -- doctor` looks for what is wrong and says it.',
} as const
