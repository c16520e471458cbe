/** What runs and what was made, in Turkish. */
import type en from './en.ts'

export default {
  'fills.none':
    'Henüz hiçbir şey doldurulmadı. Figma ya da Photoshop eklentisini kullanın ya da bir terminale şunu yazın:',
  'fills.none.command': 'inlay fill photo.jpg --mask mask.png --out filled.png',
  'fill.remove': 'Kaldır',
  'fill.fill': 'Doldur',
  'fill.expand': 'Genişlet',
  'fill.queued': 'Bekliyor',
  'fill.cancelled': 'İptal edildi',
  'fill.variation': 'Sonuç {index}/{count}',
  'fill.save': 'Kaydet',
  'fill.cancel': 'İptal',
  'fill.forget': 'Sil',
  'fill.forget.sure': 'Kalıcı olarak silinsin mi?',
  'fill.progress': 'İlerleme',
} as const satisfies Record<keyof typeof en, string>
