/** What the catalogue's models and the engines are for, in Turkish. */
import type en from './en.ts'

export default {
  'catalogue.patchmatch':
    'Görüntüde olanla kaldırır ve genişletir; her zaman burada, hızlı, istem gerektirmez.',
  'catalogue.migan': 'Nesneleri her bilgisayarda hızla kaldırır; en küçük indirme.',
  'catalogue.migan-512': 'Aynısı, aygıtın tüm hattı almadığı yerlerde (Core ML).',
  'catalogue.migan-bare':
    'MI-GAN üretecinin kendi dışa aktarımınız; tüm hattı çalıştıramayan aygıtlar için.',
  'catalogue.lama': 'Düzenli yapılardan nesne kaldırma: binalar, çitler, desenler.',
  'catalogue.lama-dynamic': 'Düzenli yapılarda büyük boşluklar, 512 piksele ölçeklemeden.',
  'catalogue.sd15-inpaint': 'İstemle yeni bir şey yerleştirme; ekran kartı gerekir.',
  'catalogue.sd15-lcm-inpaint':
    'Aynısı dört ila sekiz adımda, biraz daha sade; ekran kartı olmadan da idare eder.',
  'catalogue.slimsam': 'Tek tıkla seçme; küçük ve hızlı.',
  'catalogue.slimsam-fp32': 'Ekran kartında tek tıkla seçme; küçüğünden daha temiz kenarlar.',
  'catalogue.mobilesam': 'Tek tıkla seçme; boyut ve özende SlimSAM ile SAM 2.1 arasında.',
  'catalogue.sam2-tiny': 'Tek tıkla seçme; küçükler arasında en iyi kenarlar.',
  'catalogue.realesr-general-x4':
    'Küçük bir modelin dolgularını keskinleştirme; hızlı, her tür fotoğraf için.',
  'catalogue.realesrgan-x2': 'Fotoğrafları özenle iki katına büyütme; ekran kartı olmadan yavaş.',
  'catalogue.swin2sr-x4': 'Fotoğrafları özenle dört katına büyütme; ekran kartı olmadan yavaş.',
  'catalogue.own': 'Kendi modeliniz.',
  'catalogue.use.any': 'Ücretli işler dahil her kullanım; modeli verirken bildirimini koruyun.',
  'catalogue.use.openrail':
    'Ek A’da sayılan zararlı kullanımlar dışında, ücretli işler dahil her kullanım; bu sınırları da aktarın.',
  'catalogue.use.own': 'Lisansının izin verdiği; buraya siz getirdiniz.',
  'catalogue.note.files':
    'Hiçbir yayımcı dosyalarının nasıl olması gerektiğini söylemiyor, bu yüzden indirilmez: sayfasından alıp burada seçin.',
  'catalogue.note.newer': 'Başka bir sürümü var; onu kullanmak için yükleyin.',
  'catalogue.note.result': 'Sonucunun içteki adı kesin bilinmiyor.',
  'catalogue.note.names':
    'İçindeki adlar kesin bilinmiyor: farklıysa kendi modeliniz olarak ekleyin.',
  'catalogue.note.steps': '4–8 adım ve 1–2 kılavuzluk seçin.',
} as const satisfies Record<keyof typeof en, string>
