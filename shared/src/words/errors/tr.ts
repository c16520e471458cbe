/** Every failure a person can meet and what to do about it, in Turkish. */
import type { ErrorWords } from '../errors.ts'

export default {
  invalid_request: {
    message: 'İstek anlaşılamadı.',
    next: 'Adı geçen değeri kontrol edip yeniden deneyin.',
  },
  envelope_invalid: {
    message: 'İleti bozuk ya da eksik.',
    next: 'Yeniden gönderin; iki kez olursa eklentiyi ve companion’ı güncelleyin.',
  },
  version_mismatch: {
    message: 'Eklenti ile companion farklı sürümler kullanıyor.',
    next: 'İkisinden eski olanı güncelleyin.',
  },
  mask_empty: {
    message: 'Maske hiçbir şey seçmiyor.',
    next: 'Değişecek yeri boyayın ya da seçin, sonra yeniden çalıştırın.',
  },
  mask_missing: { message: 'Maske yok.', next: 'Değişecek yeri boyayın ya da seçin.' },
  mask_size_mismatch: {
    message: 'Maske ile görüntünün boyutları farklı.',
    next: 'Maskeyi tam olarak görüntünün boyutunda dışa aktarın; hiçbir zaman sessizce yeniden boyutlandırılmaz.',
  },
  mask_covers_everything: {
    message: 'Maske, görüntüden doldurmak için kullanılacak bir yer bırakmıyor.',
    next: 'Görüntünün bir bölümünü maskesiz bırakın ya da maskeyi ters çevirin.',
  },
  mask_unreadable: {
    message: 'Maske okunamıyor.',
    next: 'PNG, JPEG, WebP, TIFF ya da AVIF dosyası kullanın.',
  },
  sample_unusable: {
    message: 'Örnek maskesi doldurmak için kullanılacak bir yer bırakmıyor.',
    next: 'Maskenin dışında daha büyük bir örnek alanı boyayın ya da örnek maskesini kullanmayın.',
  },
  image_missing: { message: 'Görüntü yok.', next: 'Bir görüntü açın.' },
  image_forgotten: {
    message: 'Companion artık bu görüntüyü tutmuyor.',
    next: 'Yeniden deneyin.',
  },
  nothing_found: {
    message: 'Seçilecek bir şey bulunamadı.',
    next: 'Nesnenin ortasına tıklayın, çevresine bir kutu çizin ya da başka bir model seçin.',
  },
  image_unreadable: {
    message: 'Görüntü okunamıyor.',
    next: 'Başka programlarda açılabilen bir PNG, JPEG, WebP, TIFF ya da AVIF dosyası kullanın.',
  },
  image_too_large: {
    message: 'Görüntüde izin verilenden fazla piksel var.',
    next: 'Daha küçük bir görüntü kullanın ya da companion ayarlarından piksel sınırını yükseltin.',
  },
  body_too_large: {
    message: 'Yükleme izin verilenden büyük.',
    next: 'Daha küçük bir görüntü kullanın ya da companion ayarlarından yükleme sınırını yükseltin.',
  },
  colour_mode_unsupported: {
    message: 'Görüntü RGB ya da gri tonlamalı değil.',
    next: 'Görüntüyü RGB’ye dönüştürün.',
  },
  format_unsupported: {
    message: 'Bu dosya biçimi yazılamıyor ya da okunamıyor.',
    next: 'PNG, JPEG, WebP, TIFF ya da AVIF kullanın.',
  },
  engine_unavailable: {
    message: 'Motor kullanılamıyor.',
    next: '“Daha fazla” altından başka bir motor seçin.',
  },
  engine_failed: {
    message: 'Motor beklenmedik biçimde durdu.',
    next: 'Yeniden deneyin; `inlay doctor` nedenini bulmanıza yardım eder.',
  },
  out_of_memory: {
    message: 'Bu dolgu için yeterli bellek yok.',
    next: 'Diğer programları kapatın, daha küçük bir alan seçin ya da CPU’yu seçin.',
  },
  withheld: {
    message: 'Modelin güvenlik denetimi dolguyu müstehcen saydı.',
    next: 'Her iki yönde de yanılır: başka bir tohum ya da başka sözcükler deneyin, ya da denetimi kapatın.',
  },
  queue_full: {
    message: 'Bekleyen dolgu sayısı çok fazla.',
    next: 'Birinin bitmesini bekleyin ya da birini iptal edin.',
  },
  cancelled: { message: 'Dolgu iptal edildi.', next: 'İstediğinizde yeniden başlatın.' },
  interrupted: { message: 'Dolgu yarıda kesildi.', next: 'Yeniden başlatın.' },
  id_taken: {
    message: 'Bu kimlik başka bir dolguya ait.',
    next: 'Yeni bir kimlikle yeniden gönderin.',
  },
  not_ready: { message: 'Sonuç henüz hazır değil.', next: '"done" olayını bekleyin.' },
  not_found: { message: 'Burada bir şey yok.', next: 'Adresi kontrol edin.' },
  method_not_allowed: {
    message: 'Bu adres o yöntemi kabul etmiyor.',
    next: 'Yöntemi kontrol edin; /v1/openapi.json hepsini listeler.',
  },
  media_type_unsupported: {
    message: 'Bu içerik türü burada kabul edilmiyor.',
    next: 'application/x-inlay-envelope ya da multipart/form-data gönderin.',
  },
  unauthorised: {
    message: 'Companion bu eklentiyi tanımıyor.',
    next: 'Yeniden eşleştirin.',
  },
  not_paired: {
    message: 'Companion bu eklentiyi tanımıyor.',
    next: 'Eşleştirin: companion, eklentiye yazılacak altı rakamlı bir kod gösterir.',
  },
  pairing_code_wrong: {
    message: 'Kod yanlış.',
    next: 'Companion’ın gösterdiği altı rakamı yazın; `inlay pair` de gösterir.',
  },
  pairing_over: {
    message: 'Bu eşleştirme sona erdi.',
    next: 'Eklentide yeniden başlatın; bir kod iki dakika, beş deneme ve tek kullanım için geçerlidir.',
  },
  pairing_busy: {
    message: 'Companion şu anda başka eşleştirme kabul etmiyor.',
    next: 'Bir dakika bekleyip yeniden deneyin.',
  },
  scope_missing: {
    message: 'Bu aygıtın buna izni yok.',
    next: 'Bunu companion’ın bulunduğu bilgisayarda, Inlay’in sayfasında yapın.',
  },
  forbidden_origin: {
    message: 'Bu sayfa companion ile konuşamaz.',
    next: 'Eklentiyi ya da companion’ın kendi sayfasını kullanın.',
  },
  wrong_host: {
    message: 'Companion bu ana makine adına yanıt vermez.',
    next: 'localhost ya da 127.0.0.1 adresini bağlantı noktasıyla birlikte kullanın.',
  },
  port_taken: {
    message: 'Companion’ın bütün bağlantı noktaları dolu.',
    next: 'Onları tutan programı durdurun; `inlay doctor` hangileri olduğunu söyler.',
  },
  already_running: {
    message: 'Companion zaten çalışıyor.',
    next: 'Çalışanı kullanın ya da önce onu durdurun.',
  },
  starting: {
    message: 'Companion başlıyor.',
    next: 'Birazdan yeniden deneyin; böyle kalırsa `inlay doctor` nedenini söyler.',
  },
  stopping: {
    message: 'Companion kapanıyor ve yeni iş almıyor.',
    next: 'Yeniden başlatın, sonra tekrar deneyin.',
  },
  companion_unreachable: {
    message: 'Companion yanıt vermiyor.',
    next: 'Başlatın; başka bir şey yapmanız gerekmez.',
  },
  companion_silent: {
    message: 'Companion orada ama yanıt vermiyor.',
    next: 'Biraz bekleyin; sessiz kalırsa durdurup yeniden başlatın.',
  },
  not_companion: {
    message: 'Companion’ın yerinde başka bir program yanıt veriyor.',
    next: 'O programı durdurun ya da companion’ı başlatın; `inlay doctor` hangi bağlantı noktasını kullandığını söyler.',
  },
  companion_unproven: {
    message: 'Yanıt veren, companion’ınız olduğunu kanıtlayamıyor; belirteciniz gönderilmedi.',
    next: 'Bağlantı noktasını ele geçiren programı durdurun; böyle bir program yoksa yeniden eşleştirin.',
  },
  bridge_blocked: {
    message: 'Tarayıcı companion’ın penceresini açmadı.',
    next: 'Düğmeye yeniden basın; tarayıcı sorarsa bu site için açılır pencerelere izin verin.',
  },
  bridge_closed: {
    message: 'Companion’ın penceresi kapatıldı.',
    next: 'Eklentiden yeniden açın ve doldururken açık bırakın.',
  },
  reply_invalid: {
    message: 'Companion’ın yanıtı anlaşılamadı.',
    next: 'Yeniden deneyin; iki kez olursa eklentiyi ve companion’ı güncelleyin.',
  },
  keyring_closed: {
    message: 'Belirteci saklayan sistem anahtarlığı onu vermiyor.',
    next: 'Anahtarlığın kilidini açın (masaüstünde oturum açın) ya da yeni bir belirteç oluşturun: `inlay token --new`.',
  },
  output_exists: {
    message: 'Çıktı, üzerine yazmaması gereken bir şeyin üzerine yazacaktı.',
    next: 'Başka bir çıktı seçin; girdinin üzerine asla yazılmaz.',
  },
  file_unreadable: { message: 'Dosya okunamıyor.', next: 'Yolu ve izinlerini kontrol edin.' },
  file_unwritable: {
    message: 'Dosya yazılamıyor.',
    next: 'Klasörü, izinlerini ve boş alanı kontrol edin.',
  },
  disk_full: {
    message: 'Diskte yeterli boş alan yok.',
    next: 'Yer açın ya da başka bir klasör seçin, sonra yeniden deneyin.',
  },
  model_unknown: {
    message: 'Böyle bir model yok.',
    next: 'Tüm modeller Inlay’in sayfasında “Modeller” altındadır.',
  },
  model_missing: {
    message: 'Model bu bilgisayarda yok.',
    next: 'Inlay’in sayfasında “Modeller” altından yükleyin.',
  },
  model_busy: {
    message: 'Model şu anda indiriliyor, ekleniyor ya da kaldırılıyor.',
    next: 'Bitmesini bekleyin ya da iptal edin.',
  },
  model_licence: {
    message: 'Modelin lisansı kabul edilmedi.',
    next: 'Okuyun ve Inlay’in sayfasında “Modeller” altından kabul edin.',
  },
  model_refused: {
    message: 'Bu dosya model olarak kabul edilmiyor.',
    next: '.onnx ya da .safetensors dosyaları kullanın; arşivler ve pickle dosyaları (.pt, .ckpt, .bin) asla açılmaz.',
  },
  model_damaged: {
    message: 'Modelin dosyaları olması gerektiği gibi değil.',
    next: 'Kaldırıp yeniden yükleyin; iki kez olursa yayıncısı değiştirmiştir.',
  },
  model_download_failed: {
    message: 'Model indirilemedi.',
    next: 'Yeniden deneyin: kaldığı yerden sürer.',
  },
  contract_mismatch: {
    message: 'Grafik, sözleşmesinin söylediği gibi değil.',
    next: 'Bu iş için yapılmış bir model kullanın ya da sözleşmesini düzeltin.',
  },
  state_damaged: {
    message: 'Diskteki dolgu listesi bozuk.',
    next: 'Companion’ı yeniden başlatın: bozuk listeyi bir kenara koyar ve sonuçları korur.',
  },
  state_too_new: {
    message: 'Diskteki dolgular daha yeni bir companion tarafından yazılmış.',
    next: 'Yeni olanı başlatın ya da dolgu klasörünü başka yere taşıyın.',
  },
  selection_missing: {
    message: 'Hiçbir şey seçili değil.',
    next: 'Değişecek yeri seçin; ya da Genişlet’i veya Konuyu Seç’i kullanın.',
  },
  layer_unusable: {
    message: 'Etkin katmanda üzerinde çalışılacak piksel yok.',
    next: 'Bir piksel katmanı seçin ya da görünen tüm katmanlardan örnekleyin.',
  },
  document_missing: { message: 'Açık belge yok.', next: 'Bir belge açın, sonra yeniden deneyin.' },
  document_closed: {
    message: 'Bunun istendiği belge kapalı.',
    next: 'Yeniden açıp bir kez daha uygulayın; sonuç saklandı.',
  },
  document_changed: {
    message: 'Bu istendiğinden beri belgenin boyutu değişti.',
    next: 'Boyut değişikliğini geri alıp yeniden uygulayın ya da yine de eski yerine uygulayın.',
  },
  host_busy: {
    message: 'Program başka bir komutla meşgul.',
    next: 'Onu bitirin ya da iletişim kutusunu kapatın, sonra yeniden deneyin; sonuç saklandı.',
  },
  host_refused: {
    message: 'Program isteneni yapmadı; hiçbir şey değiştirilmedi.',
    next: 'Yeniden deneyin; sonuç saklandı.',
  },
  scratch_disk_full: {
    message: 'Programın çalışma diski dolu; hiçbir şey değiştirilmedi.',
    next: 'Yer açın ya da panoyu ve geçmişleri temizleyin, sonra yeniden uygulayın.',
  },
  internal: {
    message: 'Companion’ın içinde bir şeyler ters gitti.',
    next: 'Yeniden deneyin; `inlay doctor` nedenini bulmanıza yardım eder.',
  },
} as const satisfies ErrorWords
