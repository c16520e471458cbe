/** The window `/bridge` in English. `{values}` are filled in. */
export default {
  waiting: 'Waiting for the plugin…',
  'waiting.text': 'If this stays, close the window and press the button in the plugin again.',
  alone: 'This window belongs to a plugin',
  'alone.text':
    'Open it from the Inlay plugin, with the button it shows when the browser keeps it from this computer. On its own it does nothing.',
  stranger: 'A web page asked to use Inlay',
  'stranger.text': '{origin} opened this window. Web pages may not use Inlay; it was told nothing.',
  'stranger.close': 'You can close this window.',
  question: 'Let a plugin use Inlay on this computer?',
  'question.name': 'It calls itself',
  'question.from': 'It comes from',
  'question.from.text':
    'A frame without an address of its own, as plugins in Figma have. Other pages can look like this too.',
  'question.text':
    'Say yes only if you have just pressed a button in that plugin. A plugin that is new here still needs the six-digit code.',
  'question.no': 'No',
  'question.yes': 'Connect',
  connected: 'Connected',
  'connected.plugin': 'Plugin',
  'connected.now': 'Now',
  'connected.text':
    'Leave this window open while you fill; you may minimise it. Pictures go through it from the plugin to Inlay on this computer and back, and nowhere else.',
  'connected.end': 'Disconnect',
  ended: 'Not connected',
  'ended.text': 'You can close this window. The plugin opens a new one when you ask it to.',
  'device.none': 'Not paired yet.',
  'device.owner': 'It uses your own token.',
  'device.paired': 'Paired as “{name}” on {day}.',
  'work.none': 'Nothing under way.',
  'work.some': 'At work.',
} as const
