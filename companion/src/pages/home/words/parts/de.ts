/** What the sections that manage the companion have in common, in German. */
import type en from './en.ts'

export default {
  'parts.loading': 'Der Companion wird gefragt …',
  'parts.copy': 'Kopieren',
  'parts.copied': 'Kopiert',
  'parts.refused': 'Der Browser hat es nicht erlaubt',
  'parts.amount': '{have} von {all}',
  'parts.speed': '{amount} pro Sekunde',
  'parts.seconds.one': 'noch {count} Sekunde',
  'parts.seconds.other': 'noch {count} Sekunden',
  'parts.minutes.one': 'noch {count} Minute',
  'parts.minutes.other': 'noch {count} Minuten',
  'parts.hours.one': 'noch {count} Stunde',
  'parts.hours.other': 'noch {count} Stunden',
  'parts.licence': 'Lizenz von {name}: {licence}',
  'parts.licence.read': 'Lizenz lesen',
  'parts.licence.take': 'Annehmen und installieren',
  'parts.licence.leave': 'Nicht jetzt',
  'parts.new.window': 'öffnet einen neuen Tab',
} as const satisfies Record<keyof typeof en, string>
