/** Installing the plugins, in German. */
import type en from './en.ts'

export default {
  'plugins.paired': 'Gekoppelt',
  'plugins.unpaired': 'Noch nicht gekoppelt',
  'plugins.version': 'Version {version}, die des Companions',
  'plugins.seen': 'zuletzt gesehen {when}',
  'plugins.missing': 'Dieses Plug-in ist hier noch nicht gebaut. Geben Sie in Inlays Ordner ein:',
  'plugins.devices': 'Verbundene Programme',
  'plugins.folder': 'Im Ordner zeigen',
  'plugins.copy': 'Pfad kopieren',
  'plugins.pair':
    '„Koppeln“ drücken und die sechs Ziffern eingeben, die das Symbol im Infobereich oder „inlay pair“ zeigt.',
  'figma.open': 'Die Figma-Desktop-App öffnen, und darin irgendeine Datei.',
  'figma.import':
    'Plugins > Entwicklung > Plugin aus Manifest importieren… (Plugins > Development > Import plugin from manifest…), und diese Datei wählen:',
  'figma.start': 'Plugins > Entwicklung > Inlay > Open Inlay.',
  'photoshop.install': 'Diese Datei mit Creative Cloud öffnen:',
  'photoshop.open': 'Mit Creative Cloud öffnen',
  'photoshop.download': 'Herunterladen ({size})',
  'photoshop.confirm':
    'Creative Cloud fragt, ob ein Plug-in von außerhalb seines Marktplatzes installiert werden soll: bestätigen.',
  'photoshop.start': 'In Photoshop: Zusatzmodule > Inlay.',
} as const satisfies Record<keyof typeof en, string>
