/** How a fill fares, as page and panels say it in Turkish. */
import type en from './en.ts'

export default {
  'job.preparing': 'Görüntü okunuyor',
  'job.sending': 'Companion’a veriliyor',
  'job.queued.next': 'Bekliyor, sıradaki o',
  'job.queued.behind.one': 'Önünde {count} dolgu var',
  'job.queued.behind.other': 'Önünde {count} dolgu var',
  'job.running': 'Çalışıyor',
  'job.away': 'Companion yanıt vermiyor; geri gelince dolgu sürer.',
  'job.done': 'Bitti',
  'job.cancelled': 'İptal edildi. Hiçbir şey değişmedi.',
  'job.lost': 'Bu dolgu companion’da artık yok. Yeniden başlatın.',
} satisfies Record<keyof typeof en, string>
