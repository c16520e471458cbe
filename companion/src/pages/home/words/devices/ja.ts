/** Programs that may fill here, in Japanese. */
import type en from './en.ts'

export default {
  'devices.none': '接続中のプログラムはまだありません。',
  'devices.connect': 'プログラムを接続',
  'devices.step.open': 'Figma または Photoshop で Inlay プラグインを開きます。',
  'devices.step.ask': 'プラグインで「Connect」（接続）を押します。',
  'devices.step.code':
    'このページの上部に 6 桁の数字が表示されます。2 分以内にプラグインに入力してください。',
  'devices.plugins': 'プラグインがない場合は、先にインストールしてください。',
  'devices.terminal':
    '同じ数字はトレイアイコンのメニューや、ターミナルの次のコマンドでも確認できます。',
  'devices.command': 'inlay pair',
  'devices.all': 'すべて接続を解除',
  'devices.all.sure': 'すべての接続を解除しますか？',
  'device.seen': '最終接続: {when}',
  'device.since': '接続日: {when}',
  'device.revoke': '接続を解除',
  'device.revoke.sure': '解除しますか？再度ペアリングが必要です。',
} as const satisfies Record<keyof typeof en, string>
