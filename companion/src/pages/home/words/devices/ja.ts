/** Programs that may fill here, in Japanese. */
import type en from './en.ts'

export default {
  'devices.none': '接続中のプログラムはまだありません。',
  'devices.connect': 'プログラムを接続',
  'devices.step.open': 'FigmaまたはPhotoshopでInlayプラグインを開きます。',
  'devices.plugins': 'プラグインがない場合は、先にインストールしてください。',
  'devices.command': 'inlay pair',
  'devices.all': 'すべて接続を解除',
  'devices.all.sure': 'すべての接続を解除しますか？',
  'device.seen': '最終接続：{when}',
  'device.since': '接続日：{when}',
  'device.version': 'バージョン{version}',
  'device.old': 'コンパニオンより古い',
  'device.update': 'このコンパニオンに付属のプラグインをインストール',
  'device.revoke': '接続を解除',
  'device.revoke.sure': '解除しますか？再度ペアリングが必要です。',
  'devices.step.ask': 'ペアリングを始めると、このページの上部に6桁の数字が表示されます。',
  'devices.step.code': '2分以内にプラグインに入力します。',
  'devices.terminal':
    '同じ数字はトレイアイコンのメニューや、ターミナルの次のコマンドでも確認できます。',
} as const satisfies Record<keyof typeof en, string>
