/** How a fill fares, as page and panels say it in German. */
import type en from './en.ts'

export default {
  'job.preparing': 'Bild wird gelesen',
  'job.sending': 'Wird an den Companion übergeben',
  'job.queued.next': 'Wartet, als Nächstes dran',
  'job.queued.behind.one': 'Wartet hinter {count} anderen Füllung',
  'job.queued.behind.other': 'Wartet hinter {count} anderen Füllungen',
  'job.running': 'In Arbeit',
  'job.away': 'Der Companion antwortet nicht; es geht weiter, sobald er wieder da ist.',
  'job.done': 'Fertig',
  'job.cancelled': 'Abgebrochen. Nichts wurde verändert.',
  'job.lost': 'Der Companion hat diese Füllung nicht mehr. Starten Sie sie noch einmal.',
} satisfies Record<keyof typeof en, string>
