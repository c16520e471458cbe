/** What is said of the host's document, in Turkish. */
import type en from '../en/hosts.ts'

export default {
  'host.nothing_selected': 'Bir görüntü seçin.',
  'host.not_a_picture':
    'Bu bir görüntü değil. Görüntü dolgusu olan bir katman, bir çerçeve ya da bir grup seçin.',
  'host.nothing_beneath': 'Bu şekillerin altında görüntü yok. Görüntüyü onlarla birlikte seçin.',
  'host.mask_outside': 'Şekiller görüntüye değmiyor.',
  'host.too_many': 'Bir kerede bu kadar görüntü olmaz: en çok 50.',
  'host.nothing_visible': 'İçinde üzerinde çalışılacak görünür bir şey yok.',
  'host.too_small': 'Üzerinde çalışmak için çok küçük.',
  'host.turned':
    'Katman döndürülmüş ve Inlay onu burada düz alamıyor. Önce düzeltin, sonra genişletin.',
  'host.deleted': 'Katman bu arada silindi. Sonuç yine de sayfaya yerleştirilebilir.',
  'host.changed': 'Katman bu arada değişti. Sonuç sayfaya yerleştirilebilir.',
  'host.picture_deleted': 'Görüntü artık bu dosyada değil.',
  'host.picture_changed': 'Görüntü artık maskelendiği gibi değil. Yeniden seçin.',
  'host.read_only': 'Bu dosyayı değiştiremezsiniz. Sonuç burada bekler; düzenleme erişimi isteyin.',
  'host.other_document': 'Bu sonuç başka bir dosyaya ait. Yerleştirmek için o dosyayı açın.',
  'host.page_gone': 'Ait olduğu sayfa silindi. Sonuç artık yerleştirilemez.',
  'host.unreadable': 'Görüntü okunamadı.',
  'host.not_placed': 'Sonuç yerleştirilemedi. Burada bekliyor; yeniden deneyin.',
  'host.no_variations': 'Bu katmanın varyasyonları artık saklanmıyor.',
  'host.not_stored': 'Figma hatırlanması gerekeni saklamadı; yalnızca bu kez geçerli.',
  'host.wrong_editor':
    'Inlay, Figma’nın tasarım dosyalarında çalışır; FigJam, Slides ya da Dev Mode’da çalışmaz.',
  'host.no_mask': 'Görüntünün üzerinde maske yok.',
  'host.place_page': 'Sayfaya yerleştir',

  'note.reduced':
    'Görüntü, Figma’nın alabildiği en büyük boyut olan 4096 pikselden büyük: {width} × {height} ile çalışılır.',
  'note.tiled': 'Sonuç 4096 pikselden büyük ve birkaç parça halinde yerleştirilir.',
  'note.translucent':
    'Katman yarı saydam: altındakiler görüntünün içinden görünür, dolgunun içinden görünmez.',
  'note.hard_edges':
    'Şekillerin yumuşak kenarları atlandı: salt okunur bir dosyada hiçbir şey oluşturulamaz.',
  'note.in_instance': 'Katman almayan bir örneğin içinde: sayfaya, tam üzerine yerleştirilir.',
  'note.in_locked': 'Kilitli bir katmanın içinde: sayfaya, tam üzerine yerleştirilir.',
  'note.in_closed': 'Üst katmanı katman almıyor: sayfaya, tam üzerine yerleştirilir.',
  'note.where_it_was': 'Sayfaya, görüntünün olduğu yere yerleştirildi.',
  'note.shapes_hidden': 'Çizdiğiniz şekiller şimdi gizli; geri alınca yeniden görünür.',
  'note.moved': 'Görüntü bu arada taşındı; sonuç onu izledi.',
  'note.wide_gamut': 'Bu belgenin renkleri Display P3; sonuç da öyle yerleştirilir.',
} satisfies Record<keyof typeof en, string>
