/** Programs that may fill here, in Spanish. */
import type en from './en.ts'

export default {
  'devices.none': 'Todavía no hay ningún programa conectado.',
  'devices.connect': 'Conectar un programa',
  'devices.step.open': 'Abra el plugin Inlay en Figma o Photoshop.',
  'devices.plugins': '¿Aún no tiene el plugin? Instálelo primero.',
  'devices.command': 'inlay pair',
  'devices.all': 'Desconectar todos',
  'devices.all.sure': '¿Desconectar todos?',
  'device.seen': 'Última vez: {when}',
  'device.since': 'Conectado desde el {when}',
  'device.version': 'Versión {version}',
  'device.old': 'Más antiguo que el companion',
  'device.update': 'Instalar el plugin que vino con este companion',
  'device.revoke': 'Desconectar',
  'device.revoke.sure': '¿Desconectar? Tendrá que vincularse de nuevo.',
  'devices.step.ask':
    'Deje que se vincule: en la parte superior de esta página aparecen seis cifras.',
  'devices.step.code': 'Escríbalas en el plugin antes de dos minutos.',
  'devices.terminal':
    'Las mismas cifras están en el menú del icono de la bandeja y en un terminal con',
} as const satisfies Record<keyof typeof en, string>
