/** What is said of fills under way and of their results, in German. */
import type en from '../en/jobs.ts'

export default {
  'job.waiting': 'Wartet, bis es an der Reihe ist',
  'job.unpaired':
    'Der Companion kennt dieses Plug-in nicht mehr. Koppeln Sie es neu, dann geht es weiter.',
  'job.finishing': 'Ergebnis wird geholt',
  'job.done.found': 'Dieses Ergebnis hat auf Sie gewartet.',
  'job.unsent':
    'Das Fenster wurde geschlossen, bevor das Bild übergeben war. Starten Sie noch einmal.',
  'job.untitled': 'Unbenannt',
  'job.position': '{position} von {count}',
  'job.progress': 'Fortschritt',
  'jobs.label': 'Laufende Füllungen',
  'jobs.others.one': '{count} weitere Füllung läuft',
  'jobs.others.other': '{count} weitere Füllungen laufen',
  'jobs.cancel': 'Füllung von {title} abbrechen',
  'jobs.discard': 'Ergebnis für {title} verwerfen',
  'jobs.close.hint':
    'Sie können dieses Fenster schließen: Die Arbeit läuft weiter, und das Ergebnis wartet.',

  'result.label': 'Ergebnis',
  'result.apply': 'Anwenden',
  'result.applying': 'Ergebnis wird platziert',
  'result.discard': 'Verwerfen',
  'result.more': 'Mehr davon',
  'result.more.hint': 'Weitere Varianten erzeugen',
  'result.selected':
    'Ein Ergebnis ist ausgewählt: Sehen Sie unten seine Varianten an, oder führen Sie es noch einmal aus.',
  'result.placed': 'Platziertes Ergebnis',
  'result.redo': 'Noch einmal ausführen',
  'result.previous': 'Vorherige Variante',
  'result.next': 'Nächste Variante',
  'result.of': '{index} von {count}',
  'result.variation': 'Variante {index}',
  'result.compare': 'Halten zeigt das Original',
  'result.before': 'Original',
  'result.applied': 'Über dem Bild platziert.',
  'result.applied.all.one': '{count} Ergebnis ist über seinem Bild platziert.',
  'result.applied.all.other': '{count} Ergebnisse sind über ihren Bildern platziert.',
  'result.apply.all': 'Alle anwenden',
  'result.waiting.one': '{count} Ergebnis wartet auf Sie.',
  'result.waiting.other': '{count} Ergebnisse warten auf Sie.',
  'result.show': 'Zeigen',
  'layer.remove': 'Entfernt',
  'layer.fill': 'Gefüllt',
  'layer.expand': 'Erweitert',
} satisfies Record<keyof typeof en, string>
