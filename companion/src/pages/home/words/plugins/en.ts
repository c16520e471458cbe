/** Installing the plugins, in English. */
export default {
  'plugins.paired': 'Paired',
  'plugins.unpaired': 'Not paired yet',
  'plugins.version': 'Version {version}, the companion’s own',
  'plugins.seen': 'last seen {when}',
  'plugins.missing': 'This plugin is not built here yet. In Inlay’s folder, type:',
  'plugins.devices': 'Connected programs',
  'plugins.folder': 'Show in folder',
  'plugins.copy': 'Copy path',
  'plugins.pair': 'Press Pair, and type the six digits that the tray icon or “inlay pair” shows.',
  'figma.open': 'Open the Figma desktop app and any file in it.',
  'figma.import': 'Plugins > Development > Import plugin from manifest…, and choose this file:',
  'figma.start': 'Plugins > Development > Inlay > Open Inlay.',
  'photoshop.install': 'Open this file with Creative Cloud:',
  'photoshop.open': 'Open with Creative Cloud',
  'photoshop.download': 'Download ({size})',
  'photoshop.confirm':
    'Creative Cloud asks whether to install a plugin from outside its marketplace: confirm it.',
  'photoshop.start': 'In Photoshop: Plugins > Inlay.',
} as const
