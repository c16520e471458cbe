/** The settings, in Japanese. */
import type en from './en.ts'

export default {
  'settings.group.filling': '塗りつぶし',
  'settings.group.memory': 'グラフィックカードとメモリ',
  'settings.group.history': '履歴',
  'settings.group.models': 'モデル',
  'settings.group.machine': 'このコンピューター',
  'settings.saved': '保存しました',
  'settings.reset': '初期設定に戻す',
  'settings.problems': '設定ファイルに使用できない値があります：',
  'settings.by.environment': '環境変数で決められています。',
  'settings.by.command': 'コンパニオンのコマンドラインで決められています。',
  'settings.paused': '一時停止',
  'settings.paused.help':
    '新しい処理は始まりません。実行中のものは続きます。再起動で解除されます。',
  'settings.engine': 'エンジン',
  'settings.engine.help': '要求に対応でき、ほかに指定がない場合に使われます。',
  'settings.engine.auto': 'Inlayに任せる',
  'settings.engine.gone': '{id}（未インストール）',
  'settings.concurrency': '同時に実行する数',
  'settings.concurrency.help': '複数にすると、その分メモリが必要です。',
  'settings.card': 'グラフィックカードを使う',
  'settings.card.help':
    'オフにするとプロセッサーで動きます。カードの調子が悪い、または他のアプリで使う場合に。',
  'settings.idle': 'モデルをメモリから外すまで',
  'settings.idle.help': 'この時間使われないと外れます。次の塗りつぶしで再び読み込まれます。',
  'settings.minutes': '分',
  'settings.history.text':
    'これより古い、多い、または大きい塗りつぶしは完全に削除されます。1分以内に反映されます。',
  'settings.days': '塗りつぶしを残す期間',
  'settings.days.unit': '日',
  'settings.fills': '残す塗りつぶしの最大数',
  'settings.gigabytes': '残す最大サイズ',
  'settings.folder': 'モデルのフォルダー',
  'settings.folder.help': '現在：{folder}。ほかの場所のモデルはそのままです。',
  'settings.folder.none': 'Inlay自身のファイルと同じ場所',
  'settings.mirror': 'ミラー',
  'settings.mirror.help': 'モデルの配布元の代わりになります。パスは同じです。',
  'settings.language': '言語',
  'settings.language.auto': 'システムに合わせる',
  'settings.login': 'ログイン時に起動',
  'settings.login.foreign':
    '別のものがログイン時にInlayを起動しています。オンにすると置き換わります。',
  'settings.tray': 'トレイアイコン',
  'settings.tray.help': 'すぐに表示・非表示になります。',
  'settings.tray.none':
    'デスクトップと一緒に起動するコンパニオン用。これはアイコンなしで動いています。',
  'settings.tray.nowhere':
    'このデスクトップにはトレイがありません（GNOMEにはAppIndicator拡張機能が必要）。なくてもすべて使えます。',
  'settings.log': 'ログに書くもの',
  'settings.log.help': 'プロンプト、画像、パス、トークンは決して書きません。',
  'settings.log.debug': 'すべて',
  'settings.log.info': '動作',
  'settings.log.warn': '警告とエラー',
  'settings.log.error': 'エラーのみ',
} as const satisfies Record<keyof typeof en, string>
