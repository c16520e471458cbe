/** What is said of the host's document, in Japanese. */
import type en from '../en/hosts.ts'

export default {
  'host.nothing_selected': '画像を選択してください。',
  'host.not_a_picture':
    'これは画像ではありません。画像の塗りがあるレイヤー、フレーム、またはグループを選択してください。',
  'host.nothing_beneath': 'これらのシェイプの下に画像がありません。画像も一緒に選択してください。',
  'host.mask_outside': 'シェイプが画像に重なっていません。',
  'host.too_many': '画像が多すぎます。一度に扱えるのは50枚までです。',
  'host.nothing_visible': '見えているものがないため、処理できません。',
  'host.too_small': '小さすぎて処理できません。',
  'host.turned':
    'レイヤーが回転していて、ここではまっすぐに取り込めません。先に回転を戻してから拡張してください。',
  'host.deleted': 'その間にレイヤーが削除されました。結果はページに配置できます。',
  'host.changed': 'その間にレイヤーが変更されました。結果はページに配置できます。',
  'host.picture_deleted': '画像はもうこのファイルにありません。',
  'host.picture_changed':
    '画像がマスクを作成したときから変わっています。もう一度選択してください。',
  'host.read_only':
    'このファイルは変更できません。結果はここに残ります。編集権限をリクエストしてください。',
  'host.other_document':
    'この結果は別のファイルのものです。配置するにはそのファイルを開いてください。',
  'host.page_gone': '元のページが削除されたため、結果を配置できません。',
  'host.unreadable': '画像を読み込めませんでした。',
  'host.not_placed':
    '結果を配置できませんでした。結果はここに残っています。もう一度試してください。',
  'host.no_variations': 'このレイヤーのバリエーションはもう保存されていません。',
  'host.not_stored': 'Figmaが設定を保存しなかったため、今回だけ有効です。',
  'host.wrong_editor':
    'InlayはFigmaのデザインファイルで使えます。FigJam、Slides、Dev Modeでは使えません。',
  'host.no_mask': '画像の上にマスクがありません。',
  'host.place_page': 'ページに配置',

  'note.reduced':
    '画像がFigmaの上限の4096ピクセルを超えているため、{width} × {height}で処理します。',
  'note.tiled': '結果が4096ピクセルを超えているため、複数に分けて配置されます。',
  'note.translucent':
    'レイヤーが半透明です。下にあるものは画像を通して見えますが、塗りつぶしを通しては見えません。',
  'note.hard_edges':
    '閲覧のみのファイルでは何も作成できないため、シェイプのぼかした境界線は反映されません。',
  'note.in_instance':
    'レイヤーを追加できないインスタンスの中にあるため、ページ上のちょうど同じ位置に配置します。',
  'note.in_locked': 'ロックされたレイヤーの中にあるため、ページ上のちょうど同じ位置に配置します。',
  'note.in_closed':
    '親レイヤーにレイヤーを追加できないため、ページ上のちょうど同じ位置に配置します。',
  'note.where_it_was': 'ページ上の、画像があった場所に配置しました。',
  'note.shapes_hidden': '描いたシェイプは非表示になりました。取り消すと元に戻ります。',
  'note.moved': 'その間に画像が移動したため、結果も同じように移動しました。',
  'note.wide_gamut': 'このドキュメントの色はDisplay P3です。結果も同じ色で配置されます。',
} satisfies Record<keyof typeof en, string>
