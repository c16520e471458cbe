/** Programs that may fill here, in Turkish. */
import type en from './en.ts'

export default {
  'devices.none': 'Henüz bağlı bir program yok.',
  'devices.connect': 'Program bağla',
  'devices.step.open': 'Figma’da ya da Photoshop’ta Inlay eklentisini açın.',
  'devices.plugins': 'Eklenti yok mu? Önce yükleyin.',
  'devices.command': 'inlay pair',
  'devices.all': 'Tümünün bağlantısını kes',
  'devices.all.sure': 'Tümünün bağlantısı kesilsin mi?',
  'device.seen': 'Son görülme: {when}',
  'device.since': 'Bağlantı tarihi: {when}',
  'device.version': 'Sürüm {version}',
  'device.old': 'Companion’dan eski',
  'device.update': 'Bu companion ile gelen eklentiyi yükleyin',
  'device.revoke': 'Bağlantıyı kes',
  'device.revoke.sure': 'Kesilsin mi? Yeniden eşleştirilmesi gerekir.',
  'devices.step.ask': 'Eşleştirmesine izin verin: bu sayfanın üstünde altı rakam belirir.',
  'devices.step.code': 'İki dakika içinde eklentiye yazın.',
  'devices.terminal':
    'Aynı rakamlar sistem tepsisi simgesinin menüsünde ve terminalde şu komutla görünür:',
} as const satisfies Record<keyof typeof en, string>
