/** Programs that may fill here, in English. */
export default {
  'devices.none': 'No program is connected yet.',
  'devices.connect': 'Connect a program',
  'devices.step.open': 'Open the Inlay plugin in Figma or Photoshop.',
  'devices.step.ask': 'Press “Connect” there.',
  'devices.step.code':
    'Six digits appear at the top of this page. Type them into the plugin within two minutes.',
  'devices.plugins': 'No plugin yet? Install it first.',
  'devices.terminal': 'The same digits are in the tray icon’s menu, and in a terminal with',
  'devices.command': 'inlay pair',
  'devices.all': 'Disconnect all',
  'devices.all.sure': 'Disconnect all of them?',
  'device.seen': 'Last seen {when}',
  'device.since': 'Connected since {when}',
  'device.revoke': 'Disconnect',
  'device.revoke.sure': 'Disconnect? It must pair again.',
} as const
