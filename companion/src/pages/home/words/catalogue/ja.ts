/** What the catalogue's models and the engines are for, in Japanese. */
import type en from './en.ts'

export default {
  'catalogue.patchmatch':
    '画像の中にあるものを使って削除・拡張します。常に使え、速く、プロンプトは不要です。',
  'catalogue.migan': 'どのコンピューターでも素早く削除。ダウンロードは最小です。',
  'catalogue.migan-512': '同じもの。デバイスが全工程を扱えない場合向け（Core ML）。',
  'catalogue.migan-bare':
    'MI-GANのジェネレーターをご自分で書き出したもの。全工程を実行できないデバイス向け。',
  'catalogue.lama': '規則的な構造からの削除：建物、柵、パターン。',
  'catalogue.lama-dynamic': '規則的な構造の大きな穴。512ピクセルへの縮小なし。',
  'catalogue.sd15-inpaint': 'プロンプトで新しいものを描き込む。グラフィックカードが必要です。',
  'catalogue.sd15-lcm-inpaint':
    '同じものを4〜8ステップで。やや簡素ですが、グラフィックカードなしでも使えます。',
  'catalogue.slimsam': 'クリックで選択。小さく高速です。',
  'catalogue.slimsam-fp32': 'グラフィックカードでクリック選択。小さい方より境界がきれいです。',
  'catalogue.mobilesam': 'クリックで選択。大きさと丁寧さはSlimSAMとSAM 2.1の間。',
  'catalogue.sam2-tiny': 'クリックで選択。小型の中で最もきれいな境界。',
  'catalogue.realesr-general-x4': '小さなモデルの塗りつぶしを鮮明に。高速で、あらゆる写真に。',
  'catalogue.realesrgan-x2': '写真を丁寧に2倍に拡大。グラフィックカードなしでは低速です。',
  'catalogue.swin2sr-x4': '写真を丁寧に4倍に拡大。グラフィックカードなしでは低速です。',
  'catalogue.own': '独自のモデルです。',
  'catalogue.use.any':
    '有償の仕事を含むあらゆる利用が可能。モデルを渡すときは表示を残してください。',
  'catalogue.use.openrail':
    '付属書Aの有害な利用を除き、有償の仕事を含むあらゆる利用が可能。この制限も引き継いでください。',
  'catalogue.use.own': 'ライセンスが許す範囲。ご自分で持ち込んだものです。',
  'catalogue.note.files':
    '正しいファイルの内容が公開されていないため、ダウンロードしません。配布ページから入手し、ここで選択してください。',
  'catalogue.note.newer': '別のバージョンがあります。使うにはインストールしてください。',
  'catalogue.note.result': '内部での結果の名前は確かではありません。',
  'catalogue.note.names':
    '内部の名前は確かではありません。異なる場合は、自分のモデルとして追加してください。',
  'catalogue.note.steps': 'ステップは4〜8、ガイダンスは1〜2にしてください。',
} as const satisfies Record<keyof typeof en, string>
