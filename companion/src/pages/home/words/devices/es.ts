/** Programs that may fill here, in Spanish. */
import type en from './en.ts'

export default {
  'devices.none':
    'Ningún plugin está vinculado. La primera vez pide seis cifras; aparecen en el menú del icono de la bandeja, o escriba:',
  'devices.none.command': 'inlay pair',
  'device.seen': 'Visto por última vez: {when}',
  'device.revoke': 'Desconectar',
} as const satisfies Record<keyof typeof en, string>
