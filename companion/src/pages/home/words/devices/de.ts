/** Programs that may fill here, in German. */
import type en from './en.ts'

export default {
  'devices.none':
    'Kein Plug-in ist gekoppelt. Beim ersten Mal fragt es nach sechs Ziffern; sie stehen im Menü des Symbols in der Taskleiste, oder geben Sie ein:',
  'devices.none.command': 'inlay pair',
  'device.seen': 'Zuletzt gesehen {when}',
  'device.revoke': 'Trennen',
} as const satisfies Record<keyof typeof en, string>
