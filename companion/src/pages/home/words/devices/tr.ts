/** Programs that may fill here, in Turkish. */
import type en from './en.ts'

export default {
  'devices.none': 'Henüz bağlı bir program yok.',
  'devices.connect': 'Program bağla',
  'devices.step.open': 'Figma’da ya da Photoshop’ta Inlay eklentisini açın.',
  'devices.step.ask': 'Orada “Connect” (Bağlan) düğmesine basın.',
  'devices.step.code': 'Bu sayfanın üstünde altı rakam belirir. İki dakika içinde eklentiye yazın.',
  'devices.plugins': 'Eklenti yok mu? Önce kurun.',
  'devices.terminal':
    'Aynı rakamlar sistem tepsisi simgesinin menüsünde ve terminalde şu komutla görünür:',
  'devices.command': 'inlay pair',
  'devices.all': 'Tümünün bağlantısını kes',
  'devices.all.sure': 'Tümünün bağlantısı kesilsin mi?',
  'device.seen': 'Son görülme: {when}',
  'device.since': 'Bağlantı tarihi: {when}',
  'device.revoke': 'Bağlantıyı kes',
  'device.revoke.sure': 'Kesilsin mi? Yeniden eşleştirilmesi gerekir.',
} as const satisfies Record<keyof typeof en, string>
