/** Installing the plugins, in Spanish. */
import type en from './en.ts'

export default {
  'plugins.paired': 'Vinculado',
  'plugins.unpaired': 'Aún sin vincular',
  'plugins.version': 'Versión {version}, la del companion',
  'plugins.seen': 'visto {when}',
  'plugins.missing': 'Este plugin aún no está compilado aquí. En la carpeta de Inlay, escriba:',
  'plugins.devices': 'Programas conectados',
  'plugins.folder': 'Mostrar en la carpeta',
  'plugins.copy': 'Copiar la ruta',
  'plugins.pair':
    'Pulse «Vincular» y escriba las seis cifras que muestra el icono de la bandeja o «inlay pair».',
  'figma.open': 'Abra la app de escritorio de Figma y cualquier archivo en ella.',
  'figma.import':
    'Plugins > Desarrollo > Importar plugin desde manifiesto… (Plugins > Development > Import plugin from manifest…), y elija este archivo:',
  'figma.start': 'Plugins > Desarrollo > Inlay > Open Inlay.',
  'photoshop.install': 'Abra este archivo con Creative Cloud:',
  'photoshop.open': 'Abrir con Creative Cloud',
  'photoshop.download': 'Descargar ({size})',
  'photoshop.confirm':
    'Creative Cloud pregunta si instalar un plugin de fuera de su tienda: confírmelo.',
  'photoshop.start': 'En Photoshop: Plugins > Inlay.',
} as const satisfies Record<keyof typeof en, string>
