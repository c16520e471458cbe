/** Installing the plugins, in Japanese. */
import type en from './en.ts'

export default {
  'plugins.paired': 'ペアリング済み',
  'plugins.unpaired': '未ペアリング',
  'plugins.version': 'バージョン{version}（コンパニオンと同じ）',
  'plugins.seen': '最終接続：{when}',
  'plugins.missing':
    'このプラグインはまだビルドされていません。Inlayのフォルダーで次を入力してください：',
  'plugins.devices': '接続中のプログラム',
  'plugins.folder': 'フォルダーに表示',
  'plugins.copy': 'パスをコピー',
  'plugins.pair':
    '「ペアリング」を押し、トレイアイコンまたは「inlay pair」が示す6桁の数字を入力します。',
  'figma.open': 'Figmaデスクトップアプリで任意のファイルを開きます。',
  'figma.import':
    '「プラグイン」＞「開発」＞「マニフェストからプラグインをインポート…」（Plugins > Development > Import plugin from manifest…）で、次のファイルを選択します。',
  'figma.start': '「プラグイン」＞「開発」＞「Inlay」＞「Open Inlay」を選択します。',
  'photoshop.install': '次のファイルをCreative Cloudで開きます。',
  'photoshop.open': 'Creative Cloudで開く',
  'photoshop.download': 'ダウンロード（{size}）',
  'photoshop.confirm':
    'マーケットプレイス以外のプラグインをインストールするかCreative Cloudが尋ねるので、許可します。',
  'photoshop.start': 'Photoshopで「プラグイン」＞「Inlay」を選択します。',
} as const satisfies Record<keyof typeof en, string>
