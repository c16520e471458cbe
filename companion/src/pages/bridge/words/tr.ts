/** The window `/bridge` in Turkish. */
import type { Catalogue } from '../catalogues.ts'

export default {
  waiting: 'Eklenti bekleniyor…',
  'waiting.text': 'Bir değişiklik olmazsa bu pencereyi kapatıp eklentideki düğmeye yeniden basın.',
  alone: 'Bu pencere bir eklentiye ait',
  'alone.text':
    'Pencereyi Inlay eklentisinden açın: tarayıcı eklentinin bu bilgisayara erişmesini engellediğinde beliren düğmeyle. Pencere tek başına bir işe yaramaz.',
  stranger: 'Bir web sayfası Inlay’i kullanmak istedi',
  'stranger.text':
    'Bu pencereyi {origin} açtı. Web sayfaları Inlay’i kullanamaz; sayfaya hiçbir bilgi verilmedi.',
  'stranger.close': 'Bu pencereyi kapatabilirsiniz.',
  question: 'Bir eklenti bu bilgisayarda Inlay’i kullansın mı?',
  'question.name': 'Kendine verdiği ad',
  'question.from': 'Geldiği yer',
  'question.from.text':
    'Figma eklentilerindeki gibi, kendi adresi olmayan bir çerçeve. Başka sayfalar da böyle görünebilir.',
  'question.text':
    'Yalnızca az önce bu eklentide bir düğmeye bastıysanız izin verin. Burada yeni olan bir eklenti ayrıca altı haneli kodu ister.',
  'question.no': 'Hayır',
  'question.yes': 'Bağlan',
  connected: 'Bağlı',
  'connected.plugin': 'Eklenti',
  'connected.now': 'Şu anda',
  'connected.text':
    'Doldurma işlemi sürerken bu pencereyi açık bırakın; simge durumuna küçültebilirsiniz. Görüntüler buradan geçerek eklentiden bu bilgisayardaki Inlay’e gider ve geri döner, başka hiçbir yere gitmez.',
  'connected.end': 'Bağlantıyı kes',
  ended: 'Bağlı değil',
  'ended.text': 'Bu pencereyi kapatabilirsiniz. İstediğinizde eklenti yenisini açar.',
  'device.none': 'Henüz eşleştirilmedi.',
  'device.owner': 'Kendi belirtecinizi kullanıyor.',
  'device.paired': '“{name}” adıyla eşleştirildi ({day}).',
  'work.none': 'Süren bir işlem yok.',
  'work.some': 'Çalışıyor.',
} as const satisfies Catalogue
