/** Programs that may fill here, in English. */
export default {
  'devices.none': 'No program is connected yet.',
  'devices.connect': 'Connect a program',
  'devices.step.open': 'Open the Inlay plugin in Figma or Photoshop.',
  'devices.plugins': 'No plugin yet? Install it first.',
  'devices.command': 'inlay pair',
  'devices.all': 'Disconnect all',
  'devices.all.sure': 'Disconnect all of them?',
  'device.seen': 'Last seen {when}',
  'device.since': 'Connected since {when}',
  'device.revoke': 'Disconnect',
  'device.revoke.sure': 'Disconnect? It must pair again.',
  'devices.step.ask': 'Let it pair: six digits appear at the top of this page.',
  'devices.step.code': 'Type them into the plugin within two minutes.',
  'devices.terminal': 'The same digits are in the tray icon’s menu, and in a terminal with',
} as const
