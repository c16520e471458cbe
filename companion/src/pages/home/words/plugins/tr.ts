/** Installing the plugins, in Turkish. */
import type en from './en.ts'

export default {
  'plugins.paired': 'Eşleştirildi',
  'plugins.unpaired': 'Henüz eşleştirilmedi',
  'plugins.version': 'Sürüm {version}, companion ile aynı',
  'plugins.seen': 'son görülme: {when}',
  'plugins.missing': 'Bu eklenti burada henüz derlenmedi. Inlay klasöründe şunu yazın:',
  'plugins.devices': 'Bağlı programlar',
  'plugins.folder': 'Klasörde göster',
  'plugins.copy': 'Yolu kopyala',
  'plugins.pair':
    '“Eşleştir”e basın ve tepsi simgesinin ya da “inlay pair” komutunun gösterdiği altı rakamı yazın.',
  'figma.open': 'Figma masaüstü uygulamasını ve içinde bir dosya açın.',
  'figma.import': 'Plugins > Development > Import plugin from manifest… seçip şu dosyayı belirtin:',
  'figma.start': 'Plugins > Development > Inlay > Open Inlay.',
  'photoshop.install': 'Bu dosyayı Creative Cloud ile açın:',
  'photoshop.open': 'Creative Cloud ile aç',
  'photoshop.download': 'İndir ({size})',
  'photoshop.confirm':
    'Creative Cloud, pazarı dışından bir eklentinin yüklenip yüklenmeyeceğini sorar: onaylayın.',
  'photoshop.start': 'Photoshop’ta: Eklentiler > Inlay.',
} as const satisfies Record<keyof typeof en, string>
