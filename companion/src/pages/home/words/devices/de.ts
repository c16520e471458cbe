/** Programs that may fill here, in German. */
import type en from './en.ts'

export default {
  'devices.none': 'Noch ist kein Programm verbunden.',
  'devices.connect': 'Programm verbinden',
  'devices.step.open': 'Öffnen Sie das Inlay-Plug-in in Figma oder Photoshop.',
  'devices.step.ask': 'Drücken Sie dort „Connect“ (Verbinden).',
  'devices.step.code':
    'Oben auf dieser Seite erscheinen sechs Ziffern. Geben Sie sie innerhalb von zwei Minuten im Plug-in ein.',
  'devices.plugins': 'Noch kein Plug-in? Installieren Sie es zuerst.',
  'devices.terminal':
    'Dieselben Ziffern stehen im Menü des Taskleistensymbols und in einem Terminal mit',
  'devices.command': 'inlay pair',
  'devices.all': 'Alle trennen',
  'devices.all.sure': 'Wirklich alle trennen?',
  'device.seen': 'Zuletzt gesehen {when}',
  'device.since': 'Verbunden seit {when}',
  'device.revoke': 'Trennen',
  'device.revoke.sure': 'Trennen? Es muss sich neu koppeln.',
} as const satisfies Record<keyof typeof en, string>
