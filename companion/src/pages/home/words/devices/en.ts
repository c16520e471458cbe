/** Programs that may fill here, in English. */
export default {
  'devices.none':
    'No plugin is paired. It asks for six digits the first time; they stand in the tray icon’s menu, or type:',
  'devices.none.command': 'inlay pair',
  'device.seen': 'Last seen {when}',
  'device.revoke': 'Disconnect',
} as const
