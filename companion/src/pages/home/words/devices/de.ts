/** Programs that may fill here, in German. */
import type en from './en.ts'

export default {
  'devices.none': 'Noch ist kein Programm verbunden.',
  'devices.connect': 'Programm verbinden',
  'devices.step.open': 'Öffnen Sie das Inlay-Plug-in in Figma oder Photoshop.',
  'devices.plugins': 'Noch kein Plug-in? Installieren Sie es zuerst.',
  'devices.command': 'inlay pair',
  'devices.all': 'Alle trennen',
  'devices.all.sure': 'Wirklich alle trennen?',
  'device.seen': 'Zuletzt gesehen {when}',
  'device.since': 'Verbunden seit {when}',
  'device.version': 'Version {version}',
  'device.old': 'Älter als der Companion',
  'device.update': 'Das Plug-in installieren, das zu diesem Companion gehört',
  'device.revoke': 'Trennen',
  'device.revoke.sure': 'Trennen? Es muss sich neu koppeln.',
  'devices.step.ask': 'Lassen Sie es koppeln: Oben auf dieser Seite erscheinen sechs Ziffern.',
  'devices.step.code': 'Geben Sie diese innerhalb von zwei Minuten im Plug-in ein.',
  'devices.terminal':
    'Dieselben Ziffern stehen im Menü des Inlay-Symbols im Infobereich und in einem Terminal mit',
} as const satisfies Record<keyof typeof en, string>
