/** What the sections that manage the companion have in common, in Turkish. */
import type en from './en.ts'

export default {
  'parts.loading': 'Companion’a soruluyor …',
  'parts.copy': 'Kopyala',
  'parts.copied': 'Kopyalandı',
  'parts.refused': 'Tarayıcı izin vermedi',
  'parts.amount': '{have} / {all}',
  'parts.speed': 'saniyede {amount}',
  'parts.seconds.one': '{count} saniye kaldı',
  'parts.seconds.other': '{count} saniye kaldı',
  'parts.minutes.one': '{count} dakika kaldı',
  'parts.minutes.other': '{count} dakika kaldı',
  'parts.hours.one': '{count} saat kaldı',
  'parts.hours.other': '{count} saat kaldı',
  'parts.licence': '{name} lisansı: {licence}',
  'parts.licence.read': 'Lisansı oku',
  'parts.licence.take': 'Kabul et ve yükle',
  'parts.licence.leave': 'Şimdi değil',
  'parts.new.window': 'yeni sekmede açılır',
} as const satisfies Record<keyof typeof en, string>
