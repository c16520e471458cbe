/** Programs that may fill here, in Japanese. */
import type en from './en.ts'

export default {
  'devices.none':
    'ペアリングされたプラグインはありません。初回は 6 桁の数字を求められます。数字はトレイアイコンのメニューに表示されます。または次のように入力します。',
  'devices.none.command': 'inlay pair',
  'device.seen': '最終接続 {when}',
  'device.revoke': '接続を解除',
} as const satisfies Record<keyof typeof en, string>
