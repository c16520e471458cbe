/** The settings, in German. */
import type en from './en.ts'

export default {
  'settings.group.filling': 'Füllen',
  'settings.group.memory': 'Grafikkarte und Speicher',
  'settings.group.history': 'Verlauf',
  'settings.group.models': 'Modelle',
  'settings.group.machine': 'Dieser Rechner',
  'settings.saved': 'Gespeichert',
  'settings.reset': 'Zurück zum Standard',
  'settings.problems': 'Die Einstellungsdatei enthält ungültige Werte:',
  'settings.by.environment': 'Eine Umgebungsvariable bestimmt das.',
  'settings.by.command': 'Die Befehlszeile des Companions bestimmt das.',
  'settings.paused': 'Pause',
  'settings.paused.help':
    'Nichts Neues beginnt; was läuft, läuft weiter. Endet mit einem Neustart.',
  'settings.engine': 'Engine',
  'settings.engine.help':
    'Wird genommen, wo sie kann, was verlangt ist, und nichts anderes gewählt wurde.',
  'settings.engine.auto': 'Inlay wählt',
  'settings.engine.gone': '{id} (nicht hier)',
  'settings.concurrency': 'Gleichzeitige Füllungen',
  'settings.concurrency.help': 'Mehr als eine braucht entsprechend mehr Speicher.',
  'settings.card': 'Grafikkarte benutzen',
  'settings.card.help':
    'Ausgeschaltet laufen Modelle auf dem Prozessor: für eine Karte, die Ärger macht oder anderswo gebraucht wird.',
  'settings.idle': 'Modelle aus dem Speicher entfernen nach',
  'settings.idle.help':
    'Wenn sie so lange nicht gebraucht wurden. Die nächste Füllung lädt sie wieder.',
  'settings.minutes': 'Minuten',
  'settings.history.text':
    'Füllungen werden endgültig gelöscht, wenn sie älter, mehr oder größer sind als dies. Es gilt binnen einer Minute.',
  'settings.days': 'Füllungen aufbewahren für',
  'settings.days.unit': 'Tage',
  'settings.fills': 'Höchstens so viele Füllungen',
  'settings.gigabytes': 'Höchstens so viel Speicherplatz',
  'settings.folder': 'Ordner für Modelle',
  'settings.folder.help': 'Jetzt: {folder}. Modelle, die anderswo liegen, bleiben dort.',
  'settings.folder.none': 'bei Inlays eigenen Dateien',
  'settings.mirror': 'Spiegelserver',
  'settings.mirror.help': 'Steht für die Seiten, von denen Modelle kommen, mit denselben Pfaden.',
  'settings.language': 'Sprache',
  'settings.language.auto': 'Wie das System',
  'settings.login': 'Beim Anmelden starten',
  'settings.login.foreign': 'Etwas anderes startet Inlay beim Anmelden. Einschalten ersetzt das.',
  'settings.tray': 'Symbol im Infobereich',
  'settings.tray.help': 'Erscheint oder verschwindet sofort.',
  'settings.tray.none': 'Für den Companion, der mit dem Desktop startet; dieser läuft ohne Symbol.',
  'settings.tray.nowhere':
    'Dieser Desktop hat keinen Platz dafür (GNOME braucht seine AppIndicator-Erweiterung). Alles geht auch ohne.',
  'settings.log': 'Ins Protokoll kommt',
  'settings.log.help': 'Nie ein Prompt, ein Bild, ein Pfad oder ein Token.',
  'settings.log.debug': 'Alles',
  'settings.log.info': 'Was er tut',
  'settings.log.warn': 'Warnungen und Fehler',
  'settings.log.error': 'Nur Fehler',
} as const satisfies Record<keyof typeof en, string>
