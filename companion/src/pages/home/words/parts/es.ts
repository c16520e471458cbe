/** What the sections that manage the companion have in common, in Spanish. */
import type en from './en.ts'

export default {
  'parts.loading': 'Consultando al companion …',
  'parts.copy': 'Copiar',
  'parts.copied': 'Copiado',
  'parts.refused': 'El navegador no lo permitió',
  'parts.amount': '{have} de {all}',
  'parts.speed': '{amount} por segundo',
  'parts.seconds.one': 'queda {count} segundo',
  'parts.seconds.other': 'quedan {count} segundos',
  'parts.minutes.one': 'queda {count} minuto',
  'parts.minutes.other': 'quedan {count} minutos',
  'parts.hours.one': 'queda {count} hora',
  'parts.hours.other': 'quedan {count} horas',
  'parts.licence': 'Licencia de {name}: {licence}',
  'parts.licence.read': 'Leer la licencia',
  'parts.licence.take': 'Aceptar e instalar',
  'parts.licence.leave': 'Ahora no',
  'parts.new.window': 'se abre en otra pestaña',
} as const satisfies Record<keyof typeof en, string>
