/** What runs and what was made, in Spanish. */
import type en from './en.ts'

export default {
  'fills.none':
    'Todavía no se ha rellenado nada. Use el plugin de Figma o Photoshop, o en un terminal:',
  'fills.none.command': 'inlay fill photo.jpg --mask mask.png --out filled.png',
  'fill.remove': 'Quitar',
  'fill.fill': 'Rellenar',
  'fill.expand': 'Expandir',
  'fill.queued': 'En espera',
  'fill.cancelled': 'Cancelado',
  'fill.variation': 'Resultado {index} de {count}',
  'fill.save': 'Guardar',
  'fill.cancel': 'Cancelar',
  'fill.forget': 'Eliminar',
  'fill.forget.sure': '¿Eliminar definitivamente?',
  'fill.progress': 'Progreso',
} as const satisfies Record<keyof typeof en, string>
