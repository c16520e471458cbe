/** What runs and what was made, in German. */
import type en from './en.ts'

export default {
  'fills.none':
    'Noch wurde nichts gefüllt. Verwenden Sie das Plug-in für Figma oder Photoshop oder geben Sie in einem Terminal ein:',
  'fills.none.command': 'inlay fill photo.jpg --mask mask.png --out filled.png',
  'fill.remove': 'Entfernen',
  'fill.fill': 'Füllen',
  'fill.expand': 'Erweitern',
  'fill.queued': 'Wartet',
  'fill.cancelled': 'Abgebrochen',
  'fill.variation': 'Ergebnis {index} von {count}',
  'fill.save': 'Sichern',
  'fill.cancel': 'Abbrechen',
  'fill.forget': 'Löschen',
  'fill.forget.sure': 'Endgültig löschen?',
  'fill.progress': 'Fortschritt',
} as const satisfies Record<keyof typeof en, string>
