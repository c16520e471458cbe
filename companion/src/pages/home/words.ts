/** Every sentence of the companion's page, in English; another language is another catalogue. */
export const WORDS = {
  title: 'Inlay',
  'signin.title': 'Open this page from Inlay itself',
  'signin.text': 'Click “Open Inlay” in the tray icon’s menu, or type this in a terminal:',
  'signin.command': 'inlay open',
  'signin.late': 'That address was used already, or is older than a minute.',
  'gone.title': 'The companion does not answer',
  'gone.text': 'It was stopped, or is starting again. This page goes on when it is back.',
  'status.ready': 'Ready',
  'status.running.one': 'Filling',
  'status.running.other': '{count} fills running',
  'status.queued': '{count} waiting',
  'status.detail': 'Version {version} on port {port}, {memory} MB',
  'button.free': 'Free memory',
  'button.freed': 'Memory is free',
  'button.busy': 'A fill is running',
  'button.signout': 'Sign out',
  fills: 'Fills',
  'fills.none': 'Nothing was filled yet. Use the Figma or Photoshop plugin, or in a terminal:',
  'fills.none.command': 'inlay fill photo.jpg --mask mask.png --out filled.png',
  'fill.remove': 'Remove',
  'fill.fill': 'Fill',
  'fill.expand': 'Expand',
  'fill.queued': 'Waiting',
  'fill.cancelled': 'Cancelled',
  'fill.variation': 'Result {index} of {count}',
  'fill.save': 'Save',
  'fill.cancel': 'Cancel',
  'fill.forget': 'Delete',
  'fill.forget.sure': 'Delete for good?',
  'fill.progress': 'Progress',
  devices: 'Connected programs',
  'devices.none':
    'No plugin is paired. It asks for six digits the first time; they stand in the tray icon’s menu, or type:',
  'devices.none.command': 'inlay pair',
  'device.seen': 'Last seen {when}',
  'device.revoke': 'Disconnect',
} as const

export type Word = keyof typeof WORDS

export const say = (key: Word, values: Readonly<Record<string, string | number>> = {}): string =>
  WORDS[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
