/** The settings, in Spanish. */
import type en from './en.ts'

export default {
  'settings.group.filling': 'Rellenar',
  'settings.group.memory': 'Tarjeta gráfica y memoria',
  'settings.group.history': 'Historial',
  'settings.group.models': 'Modelos',
  'settings.group.machine': 'Este equipo',
  'settings.saved': 'Guardado',
  'settings.reset': 'Volver al valor inicial',
  'settings.problems': 'El archivo de ajustes contiene valores no válidos:',
  'settings.by.environment': 'Lo decide una variable de entorno.',
  'settings.by.command': 'Lo decide la línea de comandos del companion.',
  'settings.paused': 'Pausa',
  'settings.paused.help':
    'No empieza nada nuevo; lo que está en marcha sigue. Termina al reiniciar.',
  'settings.engine': 'Motor',
  'settings.engine.help': 'Se usa cuando sirve para lo pedido y no se ha elegido otro.',
  'settings.engine.auto': 'Inlay elige',
  'settings.engine.gone': '{id} (no está)',
  'settings.concurrency': 'Rellenos a la vez',
  'settings.concurrency.help': 'Más de uno necesita más memoria en proporción.',
  'settings.card': 'Usar la tarjeta gráfica',
  'settings.card.help':
    'Si está desactivado, los modelos quedan en el procesador: para una tarjeta que falla o hace falta para otra cosa.',
  'settings.idle': 'Los modelos dejan la memoria tras',
  'settings.idle.help': 'Ese tiempo sin trabajo. El siguiente relleno los vuelve a cargar.',
  'settings.minutes': 'minutos',
  'settings.history.text':
    'Los rellenos se borran para siempre si son más antiguos, más numerosos o más grandes que esto. Se aplica en menos de un minuto.',
  'settings.days': 'Conservar rellenos durante',
  'settings.days.unit': 'días',
  'settings.fills': 'Máximo de rellenos',
  'settings.gigabytes': 'Máximo de espacio',
  'settings.folder': 'Carpeta de modelos',
  'settings.folder.help': 'Ahora: {folder}. Los modelos que estén en otro sitio se quedan allí.',
  'settings.folder.none': 'entre los archivos de Inlay',
  'settings.mirror': 'Réplica',
  'settings.mirror.help':
    'Sustituye a los sitios de los que vienen los modelos, con las mismas rutas.',
  'settings.language': 'Idioma',
  'settings.language.auto': 'El del sistema',
  'settings.login': 'Iniciar al abrir sesión',
  'settings.login.foreign': 'Otra cosa inicia Inlay al abrir sesión. Activarlo lo sustituye.',
  'settings.tray': 'Icono en la bandeja',
  'settings.tray.help': 'Se muestra u oculta al momento.',
  'settings.tray.none':
    'Para el companion que se inicia con el escritorio; este funciona sin icono.',
  'settings.tray.nowhere':
    'Este escritorio no tiene bandeja (GNOME necesita su extensión AppIndicator). Todo funciona sin ella.',
  'settings.log': 'Se anota en el registro',
  'settings.log.help': 'Nunca un prompt, una imagen, una ruta o un token.',
  'settings.log.debug': 'Todo',
  'settings.log.info': 'Lo que hace',
  'settings.log.warn': 'Avisos y errores',
  'settings.log.error': 'Solo errores',
} as const satisfies Record<keyof typeof en, string>
