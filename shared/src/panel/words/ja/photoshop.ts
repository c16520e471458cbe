/** What only Photoshop's panel says, in Japanese: in the words of the Japanese Photoshop. */
import type en from '../en/photoshop.ts'

export default {
  'ps.open_panel': 'パネルを開いて（「プラグイン」メニューの「Inlay」）、そこで続けてください。',
  'ps.task.upscale': '拡大',
  'ps.task.upscale.hint': '選択範囲または画像全体を拡大し、新しいドキュメントに開きます。',
  'ps.run.upscale': '拡大する',
  'ps.document.none': '画像を開いてください',
  'ps.document.none.hint': 'Inlayは最前面のドキュメントで作業します。',
  'ps.selection': '{width} × {height} pxを選択中',
  'ps.selection.none': '選択範囲がありません。',
  'ps.selection.none.hint': 'Photoshopの選択ツールで、変えたい部分を選択してください。',
  'ps.selection.all': '選択範囲がありません。画像全体を拡大します。',
  'ps.selection.inside': '{selection}：その中の空の領域を塗りつぶします。',
  'ps.quick_mask': 'クイックマスクモードです。表示されている部分が選択範囲になります。',
  'ps.artboards':
    'アートボードはPhotoshopのアートボードツールで広げてください。追加するピクセルがなければ、内側の空の領域を塗りつぶします。',
  'ps.problem.cmyk':
    'CMYKのドキュメントですが、塗りつぶしはRGBです。RGBの複製では選択範囲が保たれます。',
  'ps.problem.other':
    'インデックスカラー、モノクロ2階調、またはマルチチャンネルのドキュメントですが、塗りつぶしはRGBです。RGBの複製では選択範囲が保たれます。',
  'ps.problem.deep':
    '32bit/チャンネルのドキュメントですが、塗りつぶしは16bitまでです。16bitの複製では選択範囲が保たれます。',
  'ps.convert.deep': '16bitで複製',
  'ps.subject': '被写体を選択',
  'ps.subject.busy': '選択中…',
  'ps.expand.instead': '代わりに拡張',
  'ps.expand.empty': '何も追加されません。カンバス内の空の領域を塗りつぶします。',
  'ps.from': 'サンプル',
  'ps.from.all': 'すべての表示レイヤー',
  'ps.from.active': '選択中のレイヤー',
  'ps.place.layer': 'マスク付きレイヤー',
  'ps.place.smart': 'スマートオブジェクト',
  'ps.place.raster': '1枚のレイヤー',
  'ps.convert': 'RGBで複製',
  'ps.converting': '変換中…',
  'ps.upscale.becomes':
    '新しいドキュメントに{width} × {height} pxで開きます。レイヤーはドキュメントより細かくできないためです。',
  'ps.scale': '倍率',
  'ps.scale.times': '{count}倍',
  'ps.enlarging': '拡大中',
  'ps.enlarged': '別のドキュメントとして開きました。',
  'ps.goes_to': '配置先：{title}',
  'ps.place_anyway': 'このまま配置',
  'ps.place_here': '{title}に配置',
  'ps.applied.one': '選択範囲をレイヤーマスクにして、レイヤーとして配置しました。',
  'ps.applied.other':
    '{count}枚のレイヤーのグループとして配置しました。矢印で表示するレイヤーを切り替えます。',
  'ps.applied.raster': 'レイヤーとして配置しました。',
  'ps.preview': '結果のプレビュー',
  'ps.preview.original': '元の画像',
  'ps.preview.waits': 'Photoshopの手が空き次第、プレビューを表示します。',
  'ps.running.hint': '作業を続けられます。結果はここに残ります。',
  'ps.preview.look': '結果の途中経過',
  'ps.colours': 'RGBではありません。{profile}を介して塗りつぶし、結果を元のモードに戻します。',
  'ps.more': 'さらに生成',
  'ps.convert_place': 'RGBの複製に配置',
  'ps.way': '試した接続先',
  'ps.way.answers': '応答あり',
  'ps.way.socket': '応答あり（通常のHTTPでは不可）',
  'ps.way.denied': 'Photoshopが許可していません',
  'ps.way.fails': '応答なし',
  'ps.way.look':
    'ブラウザーで`{look}`を開いてください。そこでコンパニオンが応答する場合は、このコンピューターの何かがPhotoshopの接続を妨げています。ファイアウォールにPhotoshopの名前がないか確認してください。',
  'ps.manifest.title': 'Photoshopがこのプラグインのコンパニオンへの接続を妨げています',
  'ps.manifest.text':
    'Photoshopがプラグインに許可するのは、インストール時に登録されたアドレスだけで、これらは含まれていません。プラグインを削除し、インストールし直してください。',

  'ps.command.remove': 'Inlay：削除',
  'ps.command.fill': 'Inlay：塗りつぶし…',
  'ps.command.expand': 'Inlay：拡張…',
  'ps.language.host': 'Photoshopに合わせる',

  'ps.layer.enlarged': '拡大',
  'ps.modal.reading': 'Inlay：画像の読み取り',
  'ps.modal.duplicate': 'Inlay：RGBで複製',
  'ps.modal.variation': 'Inlay：別のバリエーション',
  'ps.modal.preview': 'Inlay：プレビュー',
  'ps.modal.quick_mask': 'Inlay：クイックマスク',
  'ps.modal.subject': 'Inlay：被写体を選択',
  'ps.modal.enlarged': 'Inlay：拡大',

  'ps.note.converted': '{profile}を介して塗りつぶしました。ドキュメント自体はRGBではありません。',
  'ps.note.adjustment':
    '調整レイヤーには自身のピクセルがないため、その下にあるすべてと合わせてサンプルしました。',
  'ps.note.layer_gone': '対象のレイヤーがなくなったため、元の位置に配置しました。',
  'ps.note.group_locked': 'グループがロックされているため、その上に配置しました。',
  'ps.note.group_hidden': '非表示のグループの中にあります。',
  'ps.note.levels.mask':
    'Photoshopが保持するレイヤーマスクには、255階調のうち最大{count}階調の差があります。',
  'ps.note.levels.selection':
    'Photoshopが保持する選択範囲には、255階調のうち最大{count}階調の差があります。',
} satisfies Record<keyof typeof en, string>
