/** What the companion says in detail, in Turkish. */
import type { HeardWords } from '../heard.ts'

export default {
  stop: '. ',
  comma: ', ',
  sentences: {
    'Nothing of it was kept': 'Hiçbir bölümü saklanmadı',
    'Expected {WHAT} for {NAME} but received {RECEIVED}':
      '{NAME} için beklenen: {WHAT}; gelen: {RECEIVED}',
    'Expected no other fields in {NAME} but received {names}':
      '{NAME} için başka alan beklenmiyordu; gelen: {names}',
    'Expected {count} bytes for {file} but the server offers {offered}':
      '{file} için beklenen: {count} bayt; sunucunun verdiği: {offered}',
    '{PROBLEM}; the default holds': '{PROBLEM}; varsayılan değer geçerli',
    '{PROBLEM}; give another with --id': '{PROBLEM}; başka bir kimlik verin',
    '{PROBLEM}: a model of yours has it; remove that first':
      '{PROBLEM}; bu kimlik modellerinizden birinde, önce onu kaldırın',
    '{PROBLEM}: of {steps} steps it leaves none; raise one of the two':
      '{PROBLEM}: {steps} adımdan hiçbiri kalmıyor; ikisinden birini artırın',
    'The mask covers {percent}% of the picture; if that is not meant, invert the mask':
      'Maske görüntünün %{percent} kadarını kaplıyor; istediğiniz bu değilse maskeyi ters çevirin',
    '{engine} does not read prompts; the prompt was not used':
      '{engine} istem kullanmaz; istem dikkate alınmadı',
    '{engine} does not paint step by step; {WHAT} made no difference':
      '{engine} adım adım çalışmaz; etkisi olmayanlar: {WHAT}',
    '{engine} cannot keep to a sample mask; the sample mask was not used':
      '{engine} örnek maskesini dikkate alamaz; örnek maskesi kullanılmadı',
    'JPEG is lossy: pixels outside the mask change slightly each time it is saved; choose PNG or TIFF to keep them exactly':
      'JPEG kayıplıdır: her kaydedişte maskenin dışındaki pikseller de biraz değişir; tam olarak korumak için PNG veya TIFF seçin',
    'The result is written as lossless {format}, so the file may be larger than before':
      'Sonuç kayıpsız {format} olarak yazılır; dosya öncekinden büyük olabilir',
    '{format} cannot hold {bits} bits per channel here; precision is lost':
      '{format} burada kanal başına {bits} bit tutamaz; hassasiyet kaybolur',
    'The picture was converted from {MODE} to sRGB{HOW}; the result is {bits}-bit sRGB':
      'Görüntü sRGB’ye dönüştürüldü (kaynak: {MODE}{HOW}); sonuç {bits} bit sRGB',
    'The picture has a palette; the result is written with full colours':
      'Görüntü paletli; sonuç tam renkle yazılır',
    'The picture has {bits} bits per pixel; the result is written with 8':
      'Görüntü piksel başına {bits} bit; sonuç 8 bitle yazılır',
    'The file holds {count} {WHAT}; only the first is used and written':
      'Dosyada {count} {WHAT} var; yalnızca ilki kullanılır ve yazılır',
    'The picture has a thin frame ({SIDES}); it stays but is not continued':
      'Görüntünün ince bir çerçevesi var ({SIDES}); çerçeve kalır ama devam ettirilmez',
    'To paint over it, grow the mask by {pixels}':
      'Üzerini de doldurmak için maskeyi {pixels} piksel genişletin',
    'The model worked at {percent}% of the picture’s size{HOW}':
      'Model, görüntünün %{percent} boyutunda çalıştı{HOW}',
    'There was not enough memory for the second pass at full size':
      'Tam boyuttaki ikinci geçiş için bellek yetmedi',
    'There was not enough memory for several at once, so they were made one by one':
      'Birkaçı için aynı anda bellek yetmedi; sırayla yapıldılar',
    'This export draws some of its random numbers by itself: the same seed gives nearly, not exactly, the same fill':
      'Bu dışa aktarım rastgele sayılarının bir kısmını kendi üretiyor: aynı tohum, dolgunun tıpkısını değil yakınını verir',
    'This model’s folder has no safety checker, so that nothing was checked':
      'Bu modelin klasöründe içerik denetleyicisi yok; denetim yapılmadı',
    '{LAYERS} of the LoRA found no place in this model and did nothing':
      'LoRA’nın bu modelde karşılığı olmayan, etkisiz kalan bölümü: {LAYERS}',
    'This model understands English best, and the prompt looks like {LANGUAGE}; docs/diffusion.md says how to have prompts translated on this machine':
      'Bu model en iyi İngilizce anlar, istem ise başka bir dilde görünüyor ({LANGUAGE}); istemlerin bu bilgisayarda nasıl çevrileceği docs/diffusion.md içinde yazıyor',
    'This model understands English best, and the translator failed on the prompt, which looks like {LANGUAGE}':
      'Bu model en iyi İngilizce anlar; istem ({LANGUAGE} gibi görünüyor) çevrilemedi',
    'The prompt was translated from {LANGUAGE}: “{prompt}”':
      'İstem çevrildi ({LANGUAGE}): “{prompt}”',
    'Worked in smaller pieces because there was not enough memory on {device}':
      'Bellek yetmediği için daha küçük parçalarla çalışıldı ({device})',
    'Running on CPU because about {HAS} on {device}': 'CPU’da çalışıyor; {device} için: {HAS}',
    'Running on {device} because {WHY}': 'Çalıştığı yer: {device}. Nedeni: {WHY}',
    'Ran on {device} because {WHY} on {other}': 'Çalıştığı yer: {device}. {other} için: {WHY}',
    'About {HAS}': 'Yaklaşık: {HAS}',
    'It stays in its own folder': 'Kendi klasöründe kalır',
    'Its folder is not there: bring it back, or `inlay models remove {id}`':
      'Klasörü yerinde değil: geri getirin ya da `inlay models remove {id}` ile kaldırın',
    'Its files are not on this machine': 'Dosyaları bu bilgisayarda yok',
    'It is not on this machine; `inlay models pull {id}` fetches it':
      'Bu bilgisayarda yok; `inlay models pull {id}` indirir',
    'There is no model for enlarging on this machine': 'Bu bilgisayarda büyütme modeli yok',
    'Nobody has published what its files must be, so they are not fetched: give them with --from':
      'Dosyalarının özeti yayımlanmadığı için indirilmiyor: dosyaları kendiniz verin',
    'It has no graph "{part}"': '“{part}” grafiği yok',
    'It is not a safetensors file': 'Bu bir safetensors dosyası değil',
    'It is not a whole safetensors file: {why}': 'Safetensors dosyası eksik: {why}',
    'It is not a whole ONNX graph: {why}': 'ONNX grafiği eksik: {why}',
    'The graph keeps weights in "{file}": expected {WHAT} beside it':
      'Grafik ağırlıklarını “{file}” dosyasında tutuyor; yanında beklenen: {WHAT}',
    'Give that file along with the graph, under that plain name':
      'Bu dosyayı grafikle birlikte, tam bu adla verin',
    'This model has no contract for filling a hole': 'Bu modelin doldurma sözleşmesi yok',
    'This model has no contract for selecting': 'Bu modelin seçme sözleşmesi yok',
    'This model has no contract for enlarging': 'Bu modelin büyütme sözleşmesi yok',
    'They are being fetched': 'Şu anda indiriliyorlar',
    'It is not being fetched': 'Şu anda indirilmiyor',
    'A file of weights is shorter than it should be':
      'Ağırlık dosyalarından biri olması gerekenden kısa',
    'None of the LoRA’s layers are in this model: it was made for another kind, or the export names no layers':
      'LoRA’nın hiçbir katmanı bu modelde yok: başka bir tür için yapılmış ya da dışa aktarımda katman adları yok',
    'The folder has no {file}': 'Klasörde {file} yok',
    'The folder holds a model of another kind: leave --engine out, or name {name}':
      'Klasörde başka türden bir model var: --engine seçeneğini kaldırın ya da {name} yazın',
    '{file} is not JSON': '{file} JSON değil',
    'FLUX.1 Fill takes no negative prompt; say what you want to see instead':
      'FLUX.1 Fill negatif istem kullanmaz; bunun yerine görmek istediğinizi yazın',
    'The server packs what must come as it is': 'Sunucu, olduğu gibi gelmesi gerekeni sıkıştırıyor',
    'A web page comes instead of the file: a sign-in page of the network, or of the publisher':
      'Dosya yerine bir web sayfası geliyor: ağın ya da yayımcının oturum açma sayfası',
    'The server answers {status}': 'Sunucunun yanıtı: {status}',
    'It would lead to {protocol}//{host}, which is not among the sites that models come from':
      'Yönlendirme hedefi {protocol}//{host}; modeller bu siteden gelmez',
    'The server redirects to nowhere': 'Sunucu hiçbir yere yönlendirmiyor',
    'The server redirects in circles': 'Sunucu kendi içinde dönüp duran yönlendirme yapıyor',
    'The server’s file has changed meanwhile': 'Sunucudaki dosya bu arada değişti',
    'The server does not go on where it stopped': 'Sunucu kaldığı yerden sürdürmüyor',
    'The server sent nothing for {time}': 'Sunucudan şu süre boyunca veri gelmedi: {time}',
    'The line broke off after {have} of {all}': 'Bağlantı koptu: {have} / {all}',
    'The server’s name is not found: is this machine online?':
      'Sunucunun adı bulunamadı: bu bilgisayar çevrimiçi mi?',
    'The server takes no connections': 'Sunucu bağlantı kabul etmiyor',
    'The server cannot be reached': 'Sunucuya ulaşılamıyor',
    'The server cannot prove who it is (its certificate is not trusted here)':
      'Sunucu kimliğini kanıtlayamıyor (sertifikasına burada güvenilmiyor)',
    'The line to the server broke': 'Sunucuyla bağlantı koptu',
    'It needs {needed} in the models’ folder, where {free} are free':
      'Model klasöründe {needed} gerekiyor, boş alan {free}',
    'It ran full while the model was written': 'Model yazılırken disk doldu',
    'Not among the files, or not what they should be: {names}':
      'Dosyalar arasında olmayan ya da olması gerektiği gibi olmayan: {names}',
    '{file} is not a file': '{file} bir dosya değil',
    'It is not a file': 'Bu bir dosya değil',
    'The system says {code}': 'Sistemin bildirdiği: {code}',
    'This desktop has no program that opens it': 'Bu masaüstünde onu açacak bir program yok',
    'This system has no place for it': 'Bu sistemde bunun için bir yer yok',
    'This companion was not started for a desktop': 'Bu companion bir masaüstü için başlatılmadı',
    'That plugin did not come with this companion': 'Bu eklenti bu companion ile gelmedi',
    'settings.json cannot be read; the defaults hold':
      'settings.json okunamıyor; varsayılanlar geçerli',
    'settings.json is not a JSON object; the defaults hold':
      'settings.json bir JSON nesnesi değil; varsayılanlar geçerli',
    '"{key}" was set {WHERE}, which stands above the settings':
      '“{key}” {WHERE} belirlendi; bu, ayarlardan önce gelir',
    'Fetching {what}': 'İndiriliyor: {what}',
    'Checking {what}': 'Denetleniyor: {what}',
    'Unpacking {what}': 'Açılıyor: {what}',
    Done: 'Bitti',
    'The inference runtime has no binary for {platform}':
      'Model çalışma ortamının {platform} için sürümü yok',
    'The inference runtime is not installed': 'Model çalışma ortamı yüklü değil',
    'CUDA comes to Node on Linux x64 only; Windows uses DirectML and macOS Core ML, built in':
      'CUDA, Node’da yalnızca Linux x64 içindir; Windows DirectML, macOS Core ML kullanır (yerleşik)',
    '"{id}" is not an engine here; choose one of: {names}':
      '“{id}” adlı bir motor yok; şunlardan birini seçin: {names}',
    '{engine} does {DOES}, not {OTHER}': '{engine} şunları yapar: {DOES}; şunu yapmaz: {OTHER}',
    'No device may run it': 'Hiçbir aygıtta çalıştırılamıyor',
    'The net could not be run': 'Ağ çalıştırılamadı',
    'The net gave no picture': 'Ağ görüntü üretmedi',
    'The net gave no mask': 'Ağ maske üretmedi',
    'The net gave no masks': 'Ağ maske üretmedi',
    'The net gave no numbers; its precision may not fit':
      'Ağ sayı üretmedi; hassasiyeti uygun olmayabilir',
    'The net gave no numbers; its half precision may overflow here':
      'Ağ sayı üretmedi; yarı hassasiyeti burada taşıyor olabilir',
    'Try another export, or the CPU': 'Başka bir dışa aktarımı ya da CPU’yu deneyin',
    'The net could not be loaded, though its files are whole: it may need what this runtime does not have':
      'Dosyaları tam olduğu hâlde ağ yüklenemedi: bu çalışma ortamında olmayan bir şey gerekiyor olabilir',
    'Its answer has another size or depth': 'Yanıtın boyutu ya da bit derinliği farklı',
    'GPU where there is one, else CPU': 'Varsa GPU, yoksa CPU',
    'CPU, {count} {THREADS}{SIMD}': 'CPU, {count} {THREADS}{SIMD}',
    'The companion is stopping': 'Companion kapanıyor',
    'The companion stopped twice while it ran': 'İşlem sürerken companion iki kez kapandı',
    'Its pictures are gone': 'Görüntüleri artık yok',
    'The companion no longer knows it': 'Companion onu artık tanımıyor',
    'The upload was given up': 'Yükleme yarıda bırakıldı',
    '{count} are waiting already': 'Zaten bekleyen: {count}',
    'There is no such fill': 'Böyle bir dolgu yok',
    'There is no such variation': 'Böyle bir varyasyon yok',
    'There is no such device': 'Böyle bir bağlı program yok',
    'The result is gone': 'Sonuç artık yok',
    'It is the owner’s own token': 'Bu, sahibin kendi belirteci',
    'The browser did not let the picture onto the clipboard':
      'Tarayıcı görüntünün panoya kopyalanmasına izin vermedi',
    'It is damaged or cut short': 'Dosya bozuk ya da eksik',
    'Everything it selects is transparent, and stays so': 'Seçtiği her yer saydam ve saydam kalır',
    'It lies too far from what is to be filled': 'Doldurulacak yerden çok uzakta',
    'The expanded picture is {width} x {height}; the longest side allowed is {most}':
      'Genişletilmiş görüntü {width} × {height}; izin verilen en uzun kenar {most}',
    '{WHAT} is {width} x {height} = {megapixels} megapixels; the limit is {most} megapixels':
      '{WHAT}: {width} × {height} = {megapixels} megapiksel; sınır {most} megapiksel',
    'Its samples are of type {type}; convert it to 8 or 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel)':
      'Örnekleri {type} türünde; kanal başına 8 ya da 16 bite dönüştürün (Photoshop: Görüntü > Mod > 16 Bit/Kanal)',
    'It has {count} channels of {space}; flatten it or remove the extra channels':
      '{count} kanalı var ({space}); düzleştirin ya da fazla kanalları kaldırın',
    'It is an 8-bit Lab TIFF, which cannot be converted here: save it as RGB':
      'Bu, burada dönüştürülemeyen 8 bit Lab TIFF: RGB olarak kaydedin',
    'Convert it to RGB (Photoshop: Image > Mode > RGB Color), or ask for conversion (--convert)':
      'RGB’ye dönüştürün (Photoshop: Görüntü > Mod > RGB Renk) ya da burada dönüştürülmesini seçin',
    'Convert it to 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel), or ask for conversion (--convert)':
      'Kanal başına 16 bite dönüştürün (Photoshop: Görüntü > Mod > 16 Bit/Kanal) ya da burada dönüştürülmesini seçin',
    '{format} takes at most {most} pixels on a side and this is {width} x {height}; use PNG or TIFF':
      '{format} kenar başına en çok {most} piksel alır, bu görüntü ise {width} × {height}; PNG veya TIFF kullanın',
    '{format} cannot hold transparency; use PNG, TIFF, WebP or AVIF':
      '{format} saydamlık tutamaz; PNG, TIFF, WebP veya AVIF kullanın',
    'It needs a click': 'Bir tıklama gerekiyor',
    'The answer broke off': 'Yanıt yarıda kesildi',
    'The events broke off': 'Bildirimler kesildi',
    'The events broke off for good': 'Bildirimler tamamen kesildi',
    'No answer within {seconds} s': '{seconds} sn içinde yanıt gelmedi',
    'The companion could not be told': 'Companion’a bildirilemedi',
    'The companion is the older one': 'Eski olan companion',
    'The companion does not tell its version': 'Companion sürümünü bildirmiyor',
    'The plugin is the older one': 'Eski olan eklenti',
    'The answer is not JSON': 'Yanıt JSON değil',
    'It came with HTTP status {status}': 'HTTP durumu: {status}',
    'It lets nobody here read its answer': 'Yanıtını burada kimseye okutmuyor',
    '{count} left': 'Kalan: {count}',
    'Too many wrong codes': 'Çok fazla yanlış kod',
    'It is {WHAT}': 'Söz konusu olan: {WHAT}',
    'There is no empty area inside the canvas': 'Tuvalin içinde boş alan yok',
    'The selection lies outside of the picture': 'Seçim görüntünün dışında kalıyor',
    'There is no picture around it': 'Çevresinde görüntü yok',
    'The picture is empty': 'Görüntü boş',
    'No layer is active': 'Etkin katman yok',
    'This document is CMYK; a duplicate in RGB can be made':
      'Bu belge CMYK; RGB olarak çoğaltılabilir',
    'This document is indexed, bitmap or multichannel; a duplicate in RGB can be made':
      'Bu belge indeksli renk, bit eşlem ya da çok kanallı; RGB olarak çoğaltılabilir',
    'This document has 32 bits a channel; a duplicate of 16 bits can be made':
      'Bu belge kanal başına 32 bit; 16 bit olarak çoğaltılabilir',
    'The duplicate is still not RGB': 'Kopya hâlâ RGB değil',
    'The enlargement is not RGB': 'Büyütme RGB değil',
    'There is no result to place': 'Yerleştirilecek sonuç yok',
    'The layer of that variation is gone': 'Bu varyasyonun katmanı artık yok',
    'The Smart Object is not there': 'Akıllı nesne yok',
    'Photoshop made no layer': 'Photoshop katman oluşturmadı',
    'Photoshop made no group': 'Photoshop grup oluşturmadı',
    'Photoshop made no document': 'Photoshop belge oluşturmadı',
    'Photoshop gave pixels of an unexpected kind': 'Photoshop beklenmeyen türde pikseller verdi',
    '{DEVICE}: {WHY}': '{DEVICE}: {WHY}',
    '{DEVICE} ({WHY})': '{DEVICE} ({WHY})',
    '{FILE} {WHAT}': '{FILE} {WHAT}',
  },
  parts: {
    'there is no NVIDIA graphics card with its driver':
      'sürücüsüyle birlikte bir NVIDIA ekran kartı yok',
    'there is no NVIDIA driver': 'NVIDIA sürücüsü yok',
    'there is no NVIDIA graphics card': 'NVIDIA ekran kartı yok',
    'its libraries are not installed; `inlay gpu install` fetches them':
      'kitaplıkları yüklü değil; `inlay gpu install` indirir',
    'the NVIDIA driver is too old; update it': 'NVIDIA sürücüsü çok eski; güncelleyin',
    'cuDNN 9 is missing; `inlay gpu install` fetches it':
      'cuDNN 9 eksik; `inlay gpu install` indirir',
    'no graphics card answered; on Linux install libvulkan1 and the card’s driver':
      'yanıt veren ekran kartı yok; Linux’ta libvulkan1 ile kartın sürücüsünü yükleyin',
    'the graphics card does not take every step of the test':
      'ekran kartı testin her adımını yapamıyor',
    'there is not enough memory on it': 'belleği yetersiz',
    'it computed wrong values': 'yanlış değerler hesapladı',
    'it did not answer in time': 'zamanında yanıt vermedi',
    'it failed for an unknown reason': 'bilinmeyen bir nedenle başarısız oldu',
    'your settings leave it out': 'ayarlarınızda kapalı',
    'there was not enough memory': 'bellek yetmedi',
    'the run failed': 'çalıştırma başarısız oldu',
    '{needed} are needed and there are {there}': 'gereken {needed}, olan {there}',
    'another shape than the picture’s own': 'görüntününkinden başka bir en boy oranı',
    '1 pixel or more on some side': 'en az bir kenarda 1 piksel',
    'pixels to add, a shape, a mask or a see-through picture':
      'eklenecek piksel, en boy oranı, maske ya da saydam görüntü',
    'pixels to add on at least one side': 'en az bir kenara eklenecek piksel',
    'an area of {width} x {height} pixels outside the mask':
      'maskenin dışında {width} × {height} piksellik bir alan',
    'an https address without a password or query': 'parolasız ve sorgusuz bir https adresi',
    'a name like model.onnx, model.onnx_data or x.safetensors':
      'model.onnx, model.onnx_data ya da x.safetensors gibi bir ad',
    'a file that the graph keeps weights in': 'grafiğin ağırlıklarını tutan bir dosya',
    'a contract, or one of {names}': 'bir sözleşme ya da şunlardan biri: {names}',
    'an id that is free': 'boşta bir kimlik',
    'a point in, a box or subject': 'içinde bir nokta, bir dikdörtgen ya da konu',
    'PNG, JPEG, WebP, TIFF or AVIF': 'PNG, JPEG, WebP, TIFF ya da AVIF',
    '{AMOUNT} or more': 'en az {AMOUNT}',
    '{AMOUNT} or less': 'en çok {AMOUNT}',
    '{LOW} to {HIGH}': '{LOW}–{HIGH}',
    'more than 0': '0’dan büyük',
    'one of {names}': 'şunlardan biri: {names}',
    '{count} characters': '{count} karakter',
    '{count} bytes': '{count} bayt',
    '{count} pixels': '{count} piksel',
    '{width} x {height} pixels': '{width} × {height} piksel',
    'a list of {count}': '{count} öğeli bir liste',
    'fewer than {count} layers': 'şundan az katman: {count}',
    'SHA-256 {hash}': 'SHA-256 {hash}',
    'a whole number': 'bir tam sayı',
    'a number': 'bir sayı',
    'true or false': 'true ya da false',
    'a text': 'bir metin',
    'a list': 'bir liste',
    'an object': 'bir nesne',
    'a picture': 'bir görüntü',
    'a file': 'bir dosya',
    'a folder': 'bir klasör',
    'a link': 'bir bağlantı',
    'an absolute path': 'tam bir dosya yolu',
    'an .onnx file': 'bir .onnx dosyası',
    'an id': 'bir kimlik',
    'a plain name': 'yalın bir ad',
    'no further file': 'başka dosya olmaması',
    'no other file': 'başka dosya olmaması',
    nothing: 'hiçbir şey',
    'something else': 'başka bir şey',
    another: 'başka',
    less: 'daha az',
    more: 'daha fazla',
    none: 'hiçbiri',
    'the picture': 'görüntü',
    'the image': 'görüntü',
    'the mask': 'maske',
    'the sample mask': 'örnek maskesi',
    'the guide': 'kılavuz',
    'the reference': 'başvuru görüntüsü',
    'the request': 'istek',
    'the settings': 'ayarlar',
    'the model': 'model',
    'the LoRA "{name}"': '“{name}” LoRA’sı',
    'the file': 'dosya',
    'the files': 'dosyalar',
    'the folder': 'klasör',
    'the mirror': 'yansı',
    'each further file': 'diğer her dosya',
    'the repeated step': 'yinelenen adım',
    'what to select': 'seçim',
    It: 'Görüntü',
    'The result': 'Sonuç',
    'The expanded picture': 'Genişletilmiş görüntü',
    image: 'görüntü',
    mask: 'maske',
    expand: 'genişletme',
    prompt: 'istem',
    strength: 'güç',
    steps: 'adımlar',
    guidance: 'kılavuzluk',
    scale: 'büyütme',
    seed: 'tohum',
    'clip skip': 'clip skip',
    'the negative prompt': 'negatif istem',
    'the scheduler': 'zamanlayıcı',
    engine: 'motor',
    concurrency: 'aynı anda dolgu',
    keepDays: 'dolguları saklama süresi',
    keepFills: 'en fazla dolgu',
    keepGigabytes: 'en fazla yer',
    idleMinutes: 'modellerin bellekte kalma süresi',
    modelsFolder: 'model klasörü',
    ' through its profile': ', kendi profiliyle',
    ', assuming a common press profile because it names none':
      ', profili olmadığı için yaygın bir baskı profiliyle',
    '; a second pass at full size (high-res) adds detail':
      '; tam boyutta ikinci bir geçiş (high-res) ayrıntı katar',
    ', SIMD': ', SIMD',
    thread: 'iş parçacığı',
    threads: 'iş parçacığı',
    pages: 'sayfa',
    frames: 'kare',
    left: 'sol',
    top: 'üst',
    right: 'sağ',
    bottom: 'alt',
    'One layer': 'bir katman',
    '{count} layers': '{count} katman',
    '32-bit floating point': '32 bit kayan nokta',
    remove: 'kaldırma',
    fill: 'doldurma',
    'by a variable of the environment': 'bir ortam değişkeniyle',
    'where the companion was started': 'companion başlatılırken',
    'is not there': 'yerinde değil',
    'is not a regular file': 'sıradan bir dosya değil',
    'has another size than it had': 'dosyasının boyutu değişmiş',
    'has another SHA-256 than it had': 'dosyasının SHA-256 özeti değişmiş',
    'cannot be read': 'okunamıyor',
    'changed while it was checked': 'denetlenirken değişti',
    'the log': 'günlük',
    'a file of a model': 'bir model dosyası',
    'a file of weights': 'bir ağırlık dosyası',
    'one of the given files': 'verilen dosyalardan biri',
    'the list of paired devices': 'eşleştirilmiş programların listesi',
    'the settings of the models': 'model ayarları',
    'what starts Inlay by itself': 'Inlay’i kendiliğinden başlatan kayıt',
    'a web page': 'bir web sayfası',
    'a zip archive (PyTorch’s .pt, .pth and .ckpt are such archives)':
      'bir zip arşivi (PyTorch’un .pt, .pth ve .ckpt dosyaları da böyledir)',
    'a Python pickle, which can run code when it is opened':
      'açıldığında kod çalıştırabilen bir Python pickle dosyası',
    'a GGUF file': 'bir GGUF dosyası',
    'a Git LFS pointer: the file itself has not been fetched':
      'bir Git LFS işaretçisi: dosyanın kendisi indirilmemiş',
  },
} as const satisfies HeardWords
