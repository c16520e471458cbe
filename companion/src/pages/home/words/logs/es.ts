/** The log and the diagnostics, in Spanish. */
import type en from './en.ts'

export default {
  'logs.title': 'Registro',
  'logs.intro':
    'Lo que hizo el companion, en inglés. Nunca contiene un prompt, una imagen, una ruta o un token.',
  'logs.level': 'Mostrar',
  'logs.level.debug': 'Todo',
  'logs.level.info': 'Lo que hace',
  'logs.level.warn': 'Avisos y errores',
  'logs.level.error': 'Solo errores',
  'logs.mark.warn': 'Aviso',
  'logs.mark.error': 'Error',
  'logs.follow': 'Seguir',
  'logs.save': 'Guardar como archivo',
  'logs.none': 'Todavía no se anotó nada de esto.',
  'logs.gap': 'Aquí pueden faltar líneas: el registro se renovó.',
  'diagnostics.title': 'Diagnóstico',
  'diagnostics.text':
    'Un informe para quien vaya a ayudar: versiones, lo que halla el doctor, los últimos avisos. Carpetas y nombres se quitan; léalo antes de pasarlo.',
  'diagnostics.make': 'Crear un informe',
  'diagnostics.again': 'Crearlo de nuevo',
  'diagnostics.making': 'Examinando el equipo …',
  'diagnostics.copy': 'Copiar el informe',
  'diagnostics.preview': 'El informe, tal como se copia',
} as const satisfies Record<keyof typeof en, string>
