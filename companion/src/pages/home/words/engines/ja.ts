/** The engines and what they run on, in Japanese. */
import type en from './en.ts'

export default {
  'engines.device': 'モデルが動く場所',
  'engines.device.text': '最初に動いたものを使います。それぞれ小さなネットで試しました。',
  'engines.asking': 'グラフィックカードを確認中…',
  'engines.nowhere': 'ここではモデルを実行できません。内蔵エンジンは使えます。',
  'engines.chosen': 'モデルはここで動きます',
  'engines.works': 'これも使えます',
  'engines.driver': 'ドライバー {driver}',
  'engines.machine': 'このコンピューターのメモリ',
  'engines.memory': '{total} 中 {free} 空き',
  'engines.held': 'モデルが現在 {size} を使用中です。',
  'engines.held.none': '現在メモリにモデルはありません。',
  'engines.free': 'メモリを解放',
  'engines.freed': '解放しました。',
  'engines.busy': '塗りつぶしの実行中で、メモリが必要です。',
  'engines.list': 'エンジン',
  'engines.list.text':
    '指定がなければ、プロンプトには拡散モデル、削除には別のモデル、それ以外には内蔵エンジンを使います。設定で選ぶこともできます。',
  'engines.ready': '使用可能',
  'engines.absent': '未導入',
  'engines.remove': '削除',
  'engines.fill': '塗りつぶし',
  'engines.expand': '拡張',
  'engines.prompt': 'プロンプトに従う',
  'engines.no.prompt': 'プロンプト不要',
  'engines.get': 'モデルをインストール',
  'cuda.title': 'CUDA のライブラリ',
  'cuda.text': 'NVIDIA カードが何倍も速くなります。ダウンロード {bytes}、展開後 {unpacked}。',
  'cuda.installed': '導入済み: {unpacked}。',
  'cuda.have': '{size} は取得済み',
  'cuda.install': '取得',
  'cuda.use':
    'NVIDIA のライブラリには NVIDIA の条件が適用されます。ONNX Runtime の部分は MIT です。',
} as const satisfies Record<keyof typeof en, string>
