/** The window `/bridge` in Japanese. */
import type { Catalogue } from '../catalogues.ts'

export default {
  waiting: 'プラグインを待っています…',
  'waiting.text':
    'このまま変わらない場合は、ウィンドウを閉じて、プラグインのボタンをもう一度押してください。',
  alone: 'このウィンドウはプラグイン用です',
  'alone.text':
    'ブラウザーがこのコンピューターへの接続を許可しないときにInlayプラグインに表示されるボタンから開いてください。単独では機能しません。',
  stranger: 'WebページがInlayの使用を求めました',
  'stranger.text':
    'このウィンドウは{origin}が開きました。WebページはInlayを使用できません。情報は何も渡していません。',
  'stranger.close': 'このウィンドウは閉じてかまいません。',
  question: 'このコンピューターのInlayの使用をプラグインに許可しますか？',
  'question.name': 'プラグインの名前',
  'question.from': '接続元',
  'question.from.text':
    '独自のアドレスを持たないフレーム（Figmaのプラグインと同じ形式）。他のページも同じように見える場合があります。',
  'question.text':
    'そのプラグインのボタンを今押した場合にのみ許可してください。新しいプラグインには、このあと6桁のコードも必要です。',
  'question.no': 'いいえ',
  'question.yes': '接続',
  connected: '接続しました',
  'connected.plugin': 'プラグイン',
  'connected.now': '現在の状態',
  'connected.text':
    '塗りつぶしの間はこのウィンドウを開いたままにしてください（最小化はできます）。画像はこのウィンドウを通って、プラグインとこのコンピューターのInlayの間だけを行き来し、ほかには送られません。',
  'connected.end': '切断',
  ended: '接続していません',
  'ended.text':
    'このウィンドウは閉じてかまいません。必要になるとプラグインが新しいウィンドウを開きます。',
  'device.none': 'まだペアリングされていません。',
  'device.owner': '所有者のトークンを使用しています。',
  'device.paired': '{day}に「{name}」としてペアリング済みです。',
  'work.none': '実行中の処理はありません。',
  'work.some': '処理中です。',
} as const satisfies Catalogue
