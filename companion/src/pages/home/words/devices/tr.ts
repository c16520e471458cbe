/** Programs that may fill here, in Turkish. */
import type en from './en.ts'

export default {
  'devices.none':
    'Eşleştirilmiş eklenti yok. Eklenti ilk seferde altı rakam sorar; rakamlar sistem tepsisi simgesinin menüsünde yazar, ya da şunu yazın:',
  'devices.none.command': 'inlay pair',
  'device.seen': 'Son görülme: {when}',
  'device.revoke': 'Bağlantıyı kes',
} as const satisfies Record<keyof typeof en, string>
