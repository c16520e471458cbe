/** The log and the diagnostics, in Turkish. */
import type en from './en.ts'

export default {
  'logs.title': 'Günlük',
  'logs.intro':
    'Companion’ın yaptıkları (İngilizce). Asla bir istem, görüntü, yol ya da belirteç içermez.',
  'logs.level': 'Göster',
  'logs.level.debug': 'Her şey',
  'logs.level.info': 'Ne yaptığı',
  'logs.level.warn': 'Uyarılar ve hatalar',
  'logs.level.error': 'Yalnızca hatalar',
  'logs.mark.warn': 'Uyarı',
  'logs.mark.error': 'Hata',
  'logs.follow': 'İzle',
  'logs.save': 'Dosya olarak kaydet',
  'logs.none': 'Bu türden henüz bir şey yazılmadı.',
  'logs.gap': 'Burada satırlar eksik olabilir: günlük yenilendi.',
  'diagnostics.title': 'Tanılama',
  'diagnostics.text':
    'Yardım edecekler için bir rapor: sürümler, doktorun bulguları, son uyarılar. Klasörler ve adlar çıkarılmıştır; vermeden önce okuyun.',
  'diagnostics.make': 'Rapor hazırla',
  'diagnostics.again': 'Yeniden hazırla',
  'diagnostics.making': 'Bilgisayara bakılıyor …',
  'diagnostics.copy': 'Raporu kopyala',
  'diagnostics.preview': 'Rapor, kopyalanacağı haliyle',
} as const satisfies Record<keyof typeof en, string>
