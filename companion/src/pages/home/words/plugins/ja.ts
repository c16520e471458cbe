/** Installing the plugins, in Japanese. */
import type en from './en.ts'

export default {
  'plugins.paired': 'ペアリング済み',
  'plugins.unpaired': '未ペアリング',
  'plugins.version': 'バージョン {version} (コンパニオンと同じ)',
  'plugins.seen': '最終接続 {when}',
  'plugins.missing':
    'このプラグインはまだビルドされていません。Inlay のフォルダーで次を入力してください:',
  'plugins.devices': '接続中のプログラム',
  'plugins.folder': 'フォルダーに表示',
  'plugins.copy': 'パスをコピー',
  'plugins.pair':
    '「ペアリング」を押し、トレイアイコンまたは「inlay pair」が示す 6 桁の数字を入力します。',
  'figma.open': 'Figma デスクトップアプリで任意のファイルを開きます。',
  'figma.import':
    'プラグイン > 開発 > マニフェストからプラグインをインポート… (Plugins > Development > Import plugin from manifest…) で、このファイルを選びます:',
  'figma.start': 'プラグイン > 開発 > Inlay > Open Inlay。',
  'photoshop.install': 'このファイルを Creative Cloud で開きます:',
  'photoshop.open': 'Creative Cloud で開く',
  'photoshop.download': 'ダウンロード ({size})',
  'photoshop.confirm':
    'マーケットプレイス以外のプラグインをインストールするか Creative Cloud が尋ねるので、許可します。',
  'photoshop.start': 'Photoshop で: プラグイン > Inlay。',
} as const satisfies Record<keyof typeof en, string>
