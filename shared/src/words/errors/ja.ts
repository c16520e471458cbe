/** Every failure a person can meet and what to do about it, in Japanese. */
import type { ErrorWords } from '../errors.ts'

export default {
  invalid_request: {
    message: 'リクエストを解釈できません。',
    next: '示された項目を確認して、もう一度試してください。',
  },
  envelope_invalid: {
    message: 'メッセージが壊れているか、途中で切れています。',
    next: 'もう一度送信してください。繰り返す場合は、プラグインとコンパニオンを更新してください。',
  },
  version_mismatch: {
    message: 'プラグインとコンパニオンのバージョンが合いません。',
    next: '古い方を更新してください。',
  },
  mask_empty: {
    message: 'マスクで何も選択されていません。',
    next: '変更する範囲をペイントするか選択してから、もう一度実行してください。',
  },
  mask_missing: {
    message: 'マスクがありません。',
    next: '変更する範囲をペイントするか選択してください。',
  },
  mask_size_mismatch: {
    message: 'マスクと画像のサイズが異なります。',
    next: '画像とまったく同じサイズでマスクを書き出してください。自動で拡大・縮小されることはありません。',
  },
  mask_covers_everything: {
    message: 'マスクが画像全体を覆っているため、塗りつぶしの元になる部分がありません。',
    next: '画像の一部をマスクせずに残すか、マスクを反転してください。',
  },
  mask_unreadable: {
    message: 'マスクを読み取れません。',
    next: 'PNG、JPEG、WebP、TIFF、AVIFのいずれかのファイルを使ってください。',
  },
  sample_unusable: {
    message: 'サンプルのマスクに、塗りつぶしの元になる部分がありません。',
    next: 'マスクの外側により広いサンプル範囲をペイントするか、サンプルのマスクを外してください。',
  },
  image_missing: { message: '画像がありません。', next: '画像を開いてください。' },
  image_forgotten: {
    message: 'コンパニオンはこの画像をもう保持していません。',
    next: 'もう一度試してください。',
  },
  nothing_found: {
    message: '選択できるものが見つかりませんでした。',
    next: '対象の中央をクリックするか、周りを囲むか、別のモデルを選んでください。',
  },
  image_unreadable: {
    message: '画像を読み取れません。',
    next: 'ほかのアプリで開けるPNG、JPEG、WebP、TIFF、AVIFのファイルを使ってください。',
  },
  image_too_large: {
    message: '画像のピクセル数が上限を超えています。',
    next: '小さい画像を使用するか、コンパニオンの設定でピクセル数の上限を上げてください。',
  },
  body_too_large: {
    message: 'アップロードのサイズが上限を超えています。',
    next: '小さい画像を使用するか、コンパニオンの設定でアップロードの上限を上げてください。',
  },
  colour_mode_unsupported: {
    message: '画像がRGBでもグレースケールでもありません。',
    next: '画像をRGBに変換してください。',
  },
  format_unsupported: {
    message: 'このファイル形式は読み書きできません。',
    next: 'PNG、JPEG、WebP、TIFF、AVIFを使ってください。',
  },
  engine_unavailable: {
    message: 'エンジンを使用できません。',
    next: '「詳細」で別のエンジンを選択してください。',
  },
  engine_failed: {
    message: 'エンジンが予期せず停止しました。',
    next: 'もう一度試してください。`inlay doctor`で原因を調べられます。',
  },
  out_of_memory: {
    message: 'この塗りつぶしに必要なメモリが足りません。',
    next: 'ほかのアプリを閉じるか、範囲を小さくするか、CPUを選んでください。',
  },
  withheld: {
    message: 'モデルのセーフティチェックが、この塗りつぶしを不適切と判定しました。',
    next: '判定は外れることもあります。別のシードや言葉を試すか、チェックを外してください。',
  },
  queue_full: {
    message: '待機中の塗りつぶしが多すぎます。',
    next: 'どれかが終わるのを待つか、キャンセルしてください。',
  },
  cancelled: {
    message: '塗りつぶしはキャンセルされました。',
    next: '必要なときにもう一度実行してください。',
  },
  interrupted: { message: '塗りつぶしが中断されました。', next: 'もう一度実行してください。' },
  id_taken: {
    message: 'このIDは別の塗りつぶしで使われています。',
    next: '新しいIDでもう一度送信してください。',
  },
  not_ready: { message: '結果はまだできていません。', next: 'イベント"done"を待ってください。' },
  not_found: { message: 'ここには何もありません。', next: 'アドレスを確認してください。' },
  method_not_allowed: {
    message: 'このアドレスはそのメソッドに対応していません。',
    next: 'メソッドを確認してください。/v1/openapi.jsonに一覧があります。',
  },
  media_type_unsupported: {
    message: 'このコンテンツタイプは受け付けていません。',
    next: 'application/x-inlay-envelopeまたはmultipart/form-dataを送信してください。',
  },
  unauthorised: {
    message: 'コンパニオンはこのプラグインを認識していません。',
    next: 'もう一度ペアリングしてください。',
  },
  not_paired: {
    message: 'コンパニオンはこのプラグインを認識していません。',
    next: 'ペアリングしてください。コンパニオンに表示される6桁のコードをプラグインに入力します。',
  },
  pairing_code_wrong: {
    message: 'コードが違います。',
    next: 'コンパニオンに表示される6桁の数字を入力してください。`inlay pair`でも確認できます。',
  },
  pairing_over: {
    message: 'このペアリングは終了しています。',
    next: 'プラグインでもう一度始めてください。コードは2分間、5回まで入力でき、1度だけ使えます。',
  },
  pairing_busy: {
    message: 'コンパニオンは今、新しいペアリングを受け付けていません。',
    next: '1分ほど待って、もう一度試してください。',
  },
  scope_missing: {
    message: 'このデバイスにはその操作が許可されていません。',
    next: 'コンパニオンのあるコンピューターで、Inlayのページから操作してください。',
  },
  forbidden_origin: {
    message: 'このページはコンパニオンと通信できません。',
    next: 'プラグイン、またはコンパニオン自身のページを使ってください。',
  },
  wrong_host: {
    message: 'コンパニオンはそのホスト名には応答しません。',
    next: 'localhostまたは127.0.0.1とポート番号を使ってください。',
  },
  port_taken: {
    message: 'コンパニオンのポートはすべて使用中です。',
    next: '使用しているプログラムを停止してください。`inlay doctor`でどのポートか確認できます。',
  },
  already_running: {
    message: 'コンパニオンはすでに起動しています。',
    next: '起動中のものを使うか、先に停止してください。',
  },
  starting: {
    message: 'コンパニオンは起動中です。',
    next: '少し待って、もう一度試してください。変わらない場合は`inlay doctor`で理由を確認できます。',
  },
  stopping: {
    message: 'コンパニオンは終了処理中のため、新しい作業を受け付けません。',
    next: 'もう一度起動してから試してください。',
  },
  companion_unreachable: {
    message: 'コンパニオンが応答しません。',
    next: '起動してください。ほかの操作は必要ありません。',
  },
  companion_silent: {
    message: 'コンパニオンは起動していますが、応答しません。',
    next: '少し待ってください。応答がないままなら、停止して起動し直してください。',
  },
  not_companion: {
    message: 'コンパニオンの代わりに別のプログラムが応答しています。',
    next: 'そのプログラムを停止するか、コンパニオンを起動してください。`inlay doctor`で使用ポートを確認できます。',
  },
  companion_unproven: {
    message: '応答した相手があなたのコンパニオンだと確認できないため、トークンは送信していません。',
    next: 'ポートを使っている別のプログラムを停止してください。なければ、もう一度ペアリングしてください。',
  },
  bridge_blocked: {
    message: 'ブラウザーがコンパニオンのウィンドウを開きませんでした。',
    next: 'もう一度ボタンを押し、確認されたらこのサイトのポップアップを許可してください。',
  },
  bridge_closed: {
    message: 'コンパニオンのウィンドウが閉じられました。',
    next: 'プラグインからもう一度開き、塗りつぶしの間は開いたままにしてください。',
  },
  reply_invalid: {
    message: 'コンパニオンの応答を解釈できません。',
    next: 'もう一度試してください。繰り返す場合は、プラグインとコンパニオンを更新してください。',
  },
  keyring_closed: {
    message: 'トークンを保管しているシステムのキーリングが、トークンを渡しません。',
    next: 'キーリングのロックを解除するか（デスクトップにログイン）、新しいトークンを作成してください：`inlay token --new`。',
  },
  output_exists: {
    message: '出力すると、上書きしてはいけないものを上書きしてしまいます。',
    next: '別の出力先を選んでください。入力が上書きされることはありません。',
  },
  file_unreadable: {
    message: 'ファイルを読み取れません。',
    next: 'パスとアクセス権を確認してください。',
  },
  file_unwritable: {
    message: 'ファイルを書き込めません。',
    next: 'フォルダー、アクセス権、空き容量を確認してください。',
  },
  disk_full: {
    message: 'ディスクの空き容量が足りません。',
    next: '空き容量を増やすか、別のフォルダーを選択してから、もう一度試してください。',
  },
  model_unknown: {
    message: 'そのようなモデルはありません。',
    next: '使用できるモデルは、Inlayのページの「モデル」で確認できます。',
  },
  model_missing: {
    message: 'このコンピューターにモデルがありません。',
    next: 'Inlayのページの「モデル」からインストールしてください。',
  },
  model_busy: {
    message: 'モデルはダウンロード、追加、または削除の処理中です。',
    next: '終わるまで待つか、キャンセルしてください。',
  },
  model_licence: {
    message: 'モデルのライセンスに同意していません。',
    next: '内容を確認し、Inlayのページの「モデル」で同意してください。',
  },
  model_refused: {
    message: 'このファイルはモデルとして受け付けられません。',
    next: '.onnxまたは.safetensorsのファイルを使ってください。アーカイブやpickle（.pt、.ckpt、.bin）は開きません。',
  },
  model_damaged: {
    message: 'モデルのファイルが本来のものと一致しません。',
    next: '削除してから、インストールし直してください。繰り返す場合は、公開元がファイルを変更しています。',
  },
  model_download_failed: {
    message: 'モデルをダウンロードできませんでした。',
    next: 'もう一度試すと、中断したところから再開します。',
  },
  contract_mismatch: {
    message: 'グラフがコントラクトと一致しません。',
    next: 'この用途のモデルを使用するか、コントラクトを修正してください。',
  },
  state_damaged: {
    message: 'ディスク上の塗りつぶしの一覧が壊れています。',
    next: 'コンパニオンを起動し直してください。壊れた一覧は退避され、結果は保持されます。',
  },
  state_too_new: {
    message: 'ディスク上の塗りつぶしは、より新しいコンパニオンが書いたものです。',
    next: '新しい方を起動するか、塗りつぶしのフォルダーを移動してください。',
  },
  selection_missing: {
    message: '何も選択されていません。',
    next: '変更する部分を選択するか、「拡張」または「被写体を選択」を使ってください。',
  },
  layer_unusable: {
    message: 'アクティブなレイヤーに、使えるピクセルがありません。',
    next: 'ピクセルレイヤーを選ぶか、表示中のすべてのレイヤーをサンプルにしてください。',
  },
  document_missing: {
    message: 'ドキュメントが開いていません。',
    next: '開いてから、もう一度試してください。',
  },
  document_closed: {
    message: '対象のドキュメントは閉じられています。',
    next: 'もう一度開いて適用し直してください。結果は保持されています。',
  },
  document_changed: {
    message: '依頼したあとでドキュメントのサイズが変わりました。',
    next: 'サイズの変更を取り消して適用し直すか、そのまま元の位置に適用してください。',
  },
  host_busy: {
    message: 'アプリは別のコマンドを実行中です。',
    next: 'それを終えるかダイアログを閉じてから、もう一度試してください。結果は保持されています。',
  },
  host_refused: {
    message: 'アプリが要求された処理を行いませんでした。何も変更されていません。',
    next: 'もう一度試してください。結果は保持されています。',
  },
  scratch_disk_full: {
    message: 'アプリの仮想記憶ディスクがいっぱいです。何も変更されていません。',
    next: '空き容量を増やすか、クリップボードとヒストリーを消去してから、適用し直してください。',
  },
  internal: {
    message: 'コンパニオン内部で問題が発生しました。',
    next: 'もう一度試してください。`inlay doctor`で原因を調べられます。',
  },
} as const satisfies ErrorWords
