/** The log and the diagnostics, in German. */
import type en from './en.ts'

export default {
  'logs.title': 'Protokoll',
  'logs.intro':
    'Was der Companion getan hat, auf Englisch. Es enthält nie einen Prompt, ein Bild, einen Pfad oder ein Token.',
  'logs.level': 'Zeigen',
  'logs.level.debug': 'Alles',
  'logs.level.info': 'Was er tut',
  'logs.level.warn': 'Warnungen und Fehler',
  'logs.level.error': 'Nur Fehler',
  'logs.mark.warn': 'Warnung',
  'logs.mark.error': 'Fehler',
  'logs.follow': 'Mitlesen',
  'logs.save': 'Als Datei speichern',
  'logs.none': 'Davon wurde noch nichts geschrieben.',
  'logs.gap': 'Hier können Zeilen fehlen: Das Protokoll wurde neu begonnen.',
  'diagnostics.title': 'Diagnose',
  'diagnostics.text':
    'Ein Bericht für alle, die helfen sollen: Versionen, was der Doktor findet, die letzten Warnungen. Ordner und Namen sind entfernt; lesen Sie ihn, bevor Sie ihn weitergeben.',
  'diagnostics.make': 'Bericht erstellen',
  'diagnostics.again': 'Neu erstellen',
  'diagnostics.making': 'Der Rechner wird untersucht …',
  'diagnostics.copy': 'Bericht kopieren',
  'diagnostics.preview': 'Der Bericht, wie er kopiert wird',
} as const satisfies Record<keyof typeof en, string>
