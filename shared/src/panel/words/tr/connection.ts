/** What is said of the companion, in Turkish. */
import type en from '../en/connection.ts'

export default {
  'link.looking': 'Bu bilgisayardaki companion aranıyor…',
  'link.looking.hint': 'Tarayıcı bu cihazdaki uygulamalara erişim için izin isterse izin verin.',
  'link.ready': 'Bağlı',
  'link.ready.engine': '{engine}, {device}',
  'link.window': 'Kendi penceresi üzerinden bağlı; o pencereyi açık bırakın.',
  'link.opening': 'Companion’ın penceresinde “Bağlan”a basın.',
  'link.not_found.title': 'Companion bulunamadı',
  'link.not_found.text':
    'Inlay görüntüleri bu bilgisayardaki kendi küçük programıyla, companion ile doldurur. Olması gereken yerde yanıt veren yok.',
  'link.not_found.next': 'Bir kez yükleyip başlatın; eklenti onu kendisi bulur.',
  'link.not_running.title': 'Companion çalışmıyor',
  'link.not_running.text': 'Bu eklenti daha önce ona bağlıydı; şimdi yanıt veren yok.',
  'link.not_running.next': 'Başlatın, eklenti onu kendisi bulur.',
  'link.blocked.title': 'Tarayıcı bu eklentiyi bilgisayarınızdan ayrı tutuyor',
  'link.blocked.text':
    'Tarayıcılar bir sayfa bilgisayarınızdaki programlara erişmeden önce sorar; Figma’nın sayfasına izin verilmemiş.',
  'link.blocked.next':
    'Companion’ın küçük bir penceresiyle bağlanın, bu site için “Cihazdaki uygulamalar”a izin verin ya da Figma masaüstü uygulamasını kullanın.',
  'link.starting.title': 'Companion başlıyor',
  'link.starting.text': 'Birazdan hazır olur.',
  'link.silent.title': 'Companion yanıt vermiyor',
  'link.silent.text': 'Bağlantı kuruluyor ama yanıt gelmiyor: başlıyor ya da takılmış.',
  'link.silent.next': 'Biraz bekleyin; böyle kalırsa companion’ı durdurup yeniden başlatın.',
  'link.other.title': 'Companion’ın yerinde başka bir program var',
  'link.other.text':
    'Companion’ın bağlantı noktalarında (43117-43119) yanıt veren, companion değil. Ona hiçbir şey gönderilmedi.',
  'link.other.next':
    'O programı durdurun ve companion’ı başlatın; `inlay doctor` hangisi olduğunu söyler.',
  'link.unproven.title': 'Bu sizin companion’ınız olmayabilir',
  'link.unproven.text':
    'Yanıt veren, bu eklentiyi tanıdığını kanıtlayamıyor; bu yüzden hiçbir şey gönderilmedi.',
  'link.unproven.next':
    'Companion’ı az önce sıfırladıysanız ya da taşıdıysanız yeniden eşleştirin.',
  'link.update_companion.title': 'Companion çok eski',
  'link.update_companion.text': 'Sürümü {version}; bu eklentiye daha yenisi gerekiyor.',
  'link.update_companion.next': 'Companion’ı güncelleyip yeniden başlatın.',
  'link.update_plugin.title': 'Bu eklenti çok eski',
  'link.update_plugin.text': 'Companion’ın sürümü {version} ve daha yeni bir eklenti istiyor.',
  'link.update_plugin.next': 'Eklentiyi güncelleyip yeniden açın.',
  'link.failing.title': 'Companion hata verdi',
  'link.failing.text': 'Yanıt veriyor, ama hatayla: {detail}',
  'link.failing.next': 'Yeniden başlatın; `inlay doctor` nedenini bulmaya yardım eder.',
  'link.refused.title': 'Companion bu eklentiyi içeri almıyor',
  'link.refused.text': '{detail}',
  'link.refused.next': 'Companion’ı yeniden başlatın, sonra yeniden arayın.',
  'link.command': 'npm start',
  'link.command.label': 'Başlatma komutu',

  'pair.title': 'Companion ile eşleştirin',
  'pair.text':
    'Companion orada ama bu eklentiyi henüz tanımıyor. Eşleştirme bir kez yapılır: companion altı rakam gösterir, siz buraya yazarsınız.',
  'pair.revoked.title': 'Bu eklentinin bağlantısı kesildi',
  'pair.revoked.text':
    'Companion bu eklentiyi artık tanımıyor: bağlantısı kesilmiş ya da 90 gündür kullanılmamış. Sürdürmek için yeniden eşleştirin.',
  'pair.code.title': 'Altı rakamı yazın',
  'pair.code.text':
    'Companion’ın çalıştığı yerde görünürler: terminalinde ya da `inlay pair` yazdığınız yerde.',
  'pair.code.label': 'Altı haneli kod',
  'pair.digit': '{index}. rakam',
  'pair.checking': 'Denetleniyor…',
  'pair.asking': 'Companion’dan kod isteniyor…',
  'pair.left': 'Kalan süre {minutes}:{seconds}',
  'pair.wrong': 'Kod bu değildi. Bakıp yeniden deneyin.',
  'pair.over': 'O kodun süresi doldu: kod iki dakika ve beş deneme geçerlidir.',
  'pair.busy': 'Companion şu anda başka eşleştirme kabul etmiyor. Bir dakika bekleyin.',
  'pair.done': 'Eşleştirildi.',

  'help.install.1': 'Bir kez Node 22.12 ya da daha yenisini yükleyin (nodejs.org).',
  'help.install.2': 'Inlay klasöründe bir terminal açın.',
  'help.install.3':
    '`npm start` yazın ve terminali açık bırakın. Eklenti companion’ı kendisi bulur.',
  'help.update.1': 'Companion’ı Ctrl+C ile durdurun ve yerine daha yeni Inlay klasörünü koyun.',
  'help.update.2': 'İçinde `npm start` yazın.',
  'help.update.3': 'Bu eklentiyi kapatıp yeniden açın: aynı klasörden gelir.',
  'help.allow.1': 'figma.com adresinin solundaki simgeye tıklayın.',
  'help.allow.2': '“Cihazdaki uygulamalar”ı (ya da “Yerel ağ erişimi”ni) “İzin ver” yapın.',
  'help.allow.3':
    'Sayfayı yeniden yükleyip eklentiyi açın. Masaüstü uygulamasında bir şey sorulmaz.',
  'help.help.1': 'Companion’ın çalıştığı terminale bakın.',
  'help.help.2': 'Ctrl+C ile durdurun ve `npm start` ile yeniden başlatın.',
  'help.help.3': '`npm start -- doctor` sorunu arar ve söyler.',
} satisfies Record<keyof typeof en, string>
