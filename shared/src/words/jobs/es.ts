/** How a fill fares, as page and panels say it in Spanish. */
import type en from './en.ts'

export default {
  'job.preparing': 'Leyendo la imagen',
  'job.sending': 'Entregándola al companion',
  'job.queued.next': 'En espera, es el siguiente',
  'job.queued.behind.one': 'En espera tras {count} relleno más',
  'job.queued.behind.other': 'En espera tras {count} rellenos más',
  'job.running': 'Trabajando',
  'job.away': 'El companion no responde; el relleno sigue cuando vuelva.',
  'job.done': 'Listo',
  'job.cancelled': 'Cancelado. No se cambió nada.',
  'job.lost': 'El companion ya no tiene este relleno. Empiécelo de nuevo.',
} satisfies Record<keyof typeof en, string>
