/** What the companion says in detail, in Japanese. */
import type { HeardWords } from '../heard.ts'

export default {
  stop: '。',
  comma: '、',
  sentences: {
    'Nothing of it was kept': 'データは保存されませんでした',
    'Expected {WHAT} for {NAME} but received {RECEIVED}':
      '{NAME}に必要な値：{WHAT}、受け取った値：{RECEIVED}',
    'Expected no other fields in {NAME} but received {names}':
      '{NAME}に余分なフィールドがあります：{names}',
    'Expected {count} bytes for {file} but the server offers {offered}':
      '{file}は{count}バイトのはずですが、サーバーが示しているサイズは{offered}です',
    '{PROBLEM}; the default holds': '{PROBLEM}（初期設定を使用します）',
    '{PROBLEM}; give another with --id': '{PROBLEM}（別のIDを指定してください）',
    '{PROBLEM}: a model of yours has it; remove that first':
      '{PROBLEM}（同じIDの自分のモデルがあります。先に削除してください）',
    '{PROBLEM}: of {steps} steps it leaves none; raise one of the two':
      '{PROBLEM}（{steps}ステップのうち実行されるものが残りません。どちらかを大きくしてください）',
    'The mask covers {percent}% of the picture; if that is not meant, invert the mask':
      'マスクが画像の{percent}%を覆っています。意図と異なる場合はマスクを反転してください',
    '{engine} does not read prompts; the prompt was not used':
      '{engine}はプロンプトに対応していないため、プロンプトは使用されませんでした',
    '{engine} does not paint step by step; {WHAT} made no difference':
      '{engine}はステップごとに描画しないため、次の設定は反映されませんでした：{WHAT}',
    '{engine} cannot keep to a sample mask; the sample mask was not used':
      '{engine}はサンプリング領域に対応していないため、使用されませんでした',
    'JPEG is lossy: pixels outside the mask change slightly each time it is saved; choose PNG or TIFF to keep them exactly':
      'JPEGは非可逆圧縮です。保存するたびにマスクの外のピクセルもわずかに変化します。そのまま残すにはPNGまたはTIFFを選択してください',
    'The result is written as lossless {format}, so the file may be larger than before':
      '結果は可逆圧縮の{format}で書き込まれるため、元のファイルより大きくなることがあります',
    '{format} cannot hold {bits} bits per channel here; precision is lost':
      'ここでは{format}に{bits} bit/チャンネルを保存できないため、精度が失われます',
    'The picture was converted from {MODE} to sRGB{HOW}; the result is {bits}-bit sRGB':
      '画像を{MODE}からsRGBに変換しました{HOW}。結果は{bits} bitのsRGBです',
    'The picture has a palette; the result is written with full colours':
      'インデックスカラーの画像です。結果はフルカラーで書き込まれます',
    'The picture has {bits} bits per pixel; the result is written with 8':
      '画像は1ピクセルあたり{bits} bitです。結果は8 bitで書き込まれます',
    'The file holds {count} {WHAT}; only the first is used and written':
      'ファイルには{count}{WHAT}が含まれています。最初の1つだけを使用し、書き込みます',
    'The picture has a thin frame ({SIDES}); it stays but is not continued':
      '画像に細い縁（{SIDES}）があります。縁は残りますが、その続きは描かれません',
    'To paint over it, grow the mask by {pixels}':
      '縁も塗りつぶすには、マスクを{pixels}ピクセル拡張してください',
    'The model worked at {percent}% of the picture’s size{HOW}':
      'モデルは画像の{percent}%のサイズで処理しました{HOW}',
    'There was not enough memory for the second pass at full size':
      'メモリ不足のため、フルサイズでの2回目の処理はできませんでした',
    'There was not enough memory for several at once, so they were made one by one':
      '同時に処理するメモリが足りないため、1つずつ作成しました',
    'This export draws some of its random numbers by itself: the same seed gives nearly, not exactly, the same fill':
      'この書き出しは乱数の一部を独自に生成します。同じシードでも、まったく同じではなくほぼ同じ結果になります',
    'This model’s folder has no safety checker, so that nothing was checked':
      'このモデルのフォルダーにはセーフティチェッカーがないため、内容は確認されていません',
    '{LAYERS} of the LoRA found no place in this model and did nothing':
      'LoRAのうち{LAYERS}はこのモデルに対応する場所がなく、反映されませんでした',
    'This model understands English best, and the prompt looks like {LANGUAGE}; docs/diffusion.md says how to have prompts translated on this machine':
      'このモデルは英語を最もよく理解しますが、プロンプトは{LANGUAGE}のようです。このコンピューターでプロンプトを翻訳する方法はdocs/diffusion.mdをご覧ください',
    'This model understands English best, and the translator failed on the prompt, which looks like {LANGUAGE}':
      'このモデルは英語を最もよく理解しますが、{LANGUAGE}と思われるプロンプトを翻訳できませんでした',
    'The prompt was translated from {LANGUAGE}: “{prompt}”':
      'プロンプトを{LANGUAGE}から翻訳しました：「{prompt}」',
    'Worked in smaller pieces because there was not enough memory on {device}':
      '{device}のメモリが足りないため、小さく分割して処理しました',
    'Running on CPU because about {HAS} on {device}':
      'CPUで実行しています（{device}のメモリ：{HAS}）',
    'Running on {device} because {WHY}': '{device}で実行しています（理由：{WHY}）',
    'Ran on {device} because {WHY} on {other}': '{device}で実行しました（{other}：{WHY}）',
    'About {HAS}': 'メモリの目安：{HAS}',
    'It stays in its own folder': '元のフォルダーに置いたまま使用します',
    'Its folder is not there: bring it back, or `inlay models remove {id}`':
      'フォルダーがありません。元に戻すか、`inlay models remove {id}`で削除してください',
    'Its files are not on this machine': 'ファイルがこのコンピューターにありません',
    'It is not on this machine; `inlay models pull {id}` fetches it':
      'このコンピューターにありません。`inlay models pull {id}`でダウンロードできます',
    'There is no model for enlarging on this machine':
      'このコンピューターに拡大用のモデルがありません',
    'Nobody has published what its files must be, so they are not fetched: give them with --from':
      'ハッシュ値が公開されていないため、ダウンロードできません。ファイルを指定してください',
    'It has no graph "{part}"': 'グラフ「{part}」がありません',
    'It is not a safetensors file': 'safetensorsファイルではありません',
    'It is not a whole safetensors file: {why}': 'safetensorsファイルが不完全です：{why}',
    'It is not a whole ONNX graph: {why}': 'ONNXグラフが不完全です：{why}',
    'The graph keeps weights in "{file}": expected {WHAT} beside it':
      'グラフの重みは「{file}」にあります。グラフと一緒に必要なもの：{WHAT}',
    'Give that file along with the graph, under that plain name':
      'そのファイルを、同じ名前のままグラフと一緒に指定してください',
    'This model has no contract for filling a hole':
      'このモデルには塗りつぶし用のコントラクトがありません',
    'This model has no contract for selecting': 'このモデルには選択用のコントラクトがありません',
    'This model has no contract for enlarging': 'このモデルには拡大用のコントラクトがありません',
    'They are being fetched': '現在ダウンロード中です',
    'It is not being fetched': 'ダウンロード中ではありません',
    'A file of weights is shorter than it should be': '重みのファイルが本来より短くなっています',
    'None of the LoRA’s layers are in this model: it was made for another kind, or the export names no layers':
      'LoRAのレイヤーがこのモデルに1つもありません。別の種類のモデル用か、書き出しにレイヤー名が含まれていません',
    'The folder has no {file}': 'フォルダーに{file}がありません',
    'The folder holds a model of another kind: leave --engine out, or name {name}':
      'フォルダーにあるのは別の種類のモデルです。--engineを省くか、{name}を指定してください',
    '{file} is not JSON': '{file}はJSONではありません',
    'FLUX.1 Fill takes no negative prompt; say what you want to see instead':
      'FLUX.1 Fillはネガティブプロンプトに対応していません。代わりに、表示したいものを入力してください',
    'The server packs what must come as it is': 'そのまま届くべきデータをサーバーが圧縮しています',
    'A web page comes instead of the file: a sign-in page of the network, or of the publisher':
      'ファイルではなくWebページが返されました（ネットワークまたは配布元のサインインページ）',
    'The server answers {status}': 'サーバーの応答：{status}',
    'It would lead to {protocol}//{host}, which is not among the sites that models come from':
      '転送先の{protocol}//{host}は、モデルの配布サイトではありません',
    'The server redirects to nowhere': 'サーバーの転送先が指定されていません',
    'The server redirects in circles': 'サーバーの転送が繰り返されています',
    'The server’s file has changed meanwhile': 'サーバー上のファイルが途中で変更されました',
    'The server does not go on where it stopped': 'サーバーが途中からの再開に対応していません',
    'The server sent nothing for {time}': '{time}の間、サーバーから何も届きませんでした',
    'The line broke off after {have} of {all}': '{all}のうち{have}で接続が切れました',
    'The server’s name is not found: is this machine online?':
      'サーバー名が見つかりません。インターネットに接続されていますか？',
    'The server takes no connections': 'サーバーが接続を受け付けていません',
    'The server cannot be reached': 'サーバーに接続できません',
    'The server cannot prove who it is (its certificate is not trusted here)':
      'サーバーを確認できません（証明書が信頼されていません）',
    'The line to the server broke': 'サーバーとの接続が切れました',
    'It needs {needed} in the models’ folder, where {free} are free':
      'モデルのフォルダーに{needed}必要ですが、空き容量は{free}です',
    'It ran full while the model was written': 'モデルの書き込み中にディスクがいっぱいになりました',
    'Not among the files, or not what they should be: {names}':
      '見つからないか、内容が異なるファイル：{names}',
    '{file} is not a file': '{file}はファイルではありません',
    'It is not a file': 'ファイルではありません',
    'The system says {code}': 'システムの応答：{code}',
    'This desktop has no program that opens it':
      'このデスクトップには、これを開くプログラムがありません',
    'This system has no place for it': 'このシステムは対応していません',
    'This companion was not started for a desktop':
      'このコンパニオンはデスクトップ用に起動されていません',
    'That plugin did not come with this companion':
      'このコンパニオンにはそのプラグインが付属していません',
    'settings.json cannot be read; the defaults hold':
      'settings.jsonを読み取れません。初期設定を使用します',
    'settings.json is not a JSON object; the defaults hold':
      'settings.jsonがJSONオブジェクトではありません。初期設定を使用します',
    '"{key}" was set {WHERE}, which stands above the settings':
      '「{key}」は{WHERE}で指定されており、設定より優先されます',
    'Fetching {what}': '{what}をダウンロード中',
    'Checking {what}': '{what}を確認中',
    'Unpacking {what}': '{what}を展開中',
    Done: '完了',
    'The inference runtime has no binary for {platform}':
      'モデルの実行環境は{platform}に対応していません',
    'The inference runtime is not installed': 'モデルの実行環境がインストールされていません',
    'CUDA comes to Node on Linux x64 only; Windows uses DirectML and macOS Core ML, built in':
      'NodeでCUDAが使えるのはLinux x64のみです。WindowsではDirectML、macOSではCore ML（いずれも内蔵）を使用します',
    '"{id}" is not an engine here; choose one of: {names}':
      '「{id}」というエンジンはありません。次から選択してください：{names}',
    '{engine} does {DOES}, not {OTHER}':
      '{engine}が対応している操作は{DOES}です（{OTHER}には対応していません）',
    'No device may run it': '実行できるデバイスがありません',
    'The net could not be run': 'モデルを実行できませんでした',
    'The net gave no picture': 'モデルから画像が得られませんでした',
    'The net gave no mask': 'モデルからマスクが得られませんでした',
    'The net gave no masks': 'モデルからマスクが得られませんでした',
    'The net gave no numbers; its precision may not fit':
      'モデルから数値が得られませんでした。精度が適していない可能性があります',
    'The net gave no numbers; its half precision may overflow here':
      'モデルから数値が得られませんでした。半精度の範囲を超えている可能性があります',
    'Try another export, or the CPU': '別の書き出し、またはCPUを試してください',
    'The net could not be loaded, though its files are whole: it may need what this runtime does not have':
      'ファイルは完全ですが、モデルを読み込めませんでした。この実行環境にない機能が必要な可能性があります',
    'Its answer has another size or depth': '応答のサイズまたはビット数が異なります',
    'GPU where there is one, else CPU': 'GPUがあればGPU、なければCPU',
    'CPU, {count} {THREADS}{SIMD}': 'CPU、{count}{THREADS}{SIMD}',
    'The companion is stopping': 'コンパニオンを終了しています',
    'The companion stopped twice while it ran': '処理中にコンパニオンが2回終了しました',
    'Its pictures are gone': '画像が残っていません',
    'The companion no longer knows it': 'コンパニオンに記録が残っていません',
    'The upload was given up': 'アップロードが中断されました',
    '{count} are waiting already': 'すでに{count}件が待機しています',
    'There is no such fill': 'その塗りつぶしは存在しません',
    'There is no such variation': 'そのバリエーションは存在しません',
    'There is no such device': 'そのプログラムは接続されていません',
    'The result is gone': '結果が残っていません',
    'It is the owner’s own token': '所有者自身のトークンです',
    'The browser did not let the picture onto the clipboard':
      'ブラウザーが画像のコピーを許可しませんでした',
    'It is damaged or cut short': 'ファイルが破損しているか、途中で切れています',
    'Everything it selects is transparent, and stays so':
      '選択範囲はすべて透明で、透明のまま残ります',
    'It lies too far from what is to be filled': '塗りつぶす場所から離れすぎています',
    'The expanded picture is {width} x {height}; the longest side allowed is {most}':
      '拡張後の画像は{width}×{height}ピクセルですが、長辺の上限は{most}です',
    '{WHAT} is {width} x {height} = {megapixels} megapixels; the limit is {most} megapixels':
      '{WHAT}：{width}×{height}＝{megapixels}メガピクセル（上限は{most}メガピクセル）',
    'Its samples are of type {type}; convert it to 8 or 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel)':
      '値の形式は{type}です。8または16 bit/チャンネルに変換してください（Photoshop：イメージ／モード／16 bit/チャンネル）',
    'It has {count} channels of {space}; flatten it or remove the extra channels':
      '{space}のチャンネルが{count}個あります。画像を統合するか、余分なチャンネルを削除してください',
    'It is an 8-bit Lab TIFF, which cannot be converted here: save it as RGB':
      '8 bitのLab TIFFは、ここでは変換できません。RGBで保存してください',
    'Convert it to RGB (Photoshop: Image > Mode > RGB Color), or ask for conversion (--convert)':
      'RGBに変換するか（Photoshop：イメージ／モード／RGBカラー）、ここでの変換を選択してください',
    'Convert it to 16 bits per channel (Photoshop: Image > Mode > 16 Bits/Channel), or ask for conversion (--convert)':
      '16 bit/チャンネルに変換するか（Photoshop：イメージ／モード／16 bit/チャンネル）、ここでの変換を選択してください',
    '{format} takes at most {most} pixels on a side and this is {width} x {height}; use PNG or TIFF':
      '{format}の1辺の上限は{most}ピクセルですが、この画像は{width}×{height}です。PNGまたはTIFFを使用してください',
    '{format} cannot hold transparency; use PNG, TIFF, WebP or AVIF':
      '{format}は透明部分を保存できません。PNG、TIFF、WebP、AVIFのいずれかを使用してください',
    'It needs a click': 'クリックが必要です',
    'The answer broke off': '応答が途中で切れました',
    'The events broke off': '通知が途中で切れました',
    'The events broke off for good': '通知が完全に切れました',
    'No answer within {seconds} s': '{seconds}秒以内に応答がありませんでした',
    'The companion could not be told': 'コンパニオンに通知できませんでした',
    'The companion is the older one': 'コンパニオンのほうが古いバージョンです',
    'The companion does not tell its version': 'コンパニオンのバージョンを確認できません',
    'The plugin is the older one': 'プラグインのほうが古いバージョンです',
    'The answer is not JSON': '応答がJSONではありません',
    'It came with HTTP status {status}': 'HTTPステータス：{status}',
    'It lets nobody here read its answer': '応答の読み取りが許可されていません',
    '{count} left': '残り{count}回',
    'Too many wrong codes': 'コードの入力間違いが多すぎます',
    'It is {WHAT}': '該当するもの：{WHAT}',
    'There is no empty area inside the canvas': 'カンバス内に空の領域がありません',
    'The selection lies outside of the picture': '選択範囲が画像の外にあります',
    'There is no picture around it': '周囲に画像がありません',
    'The picture is empty': '画像が空です',
    'No layer is active': '選択中のレイヤーがありません',
    'This document is CMYK; a duplicate in RGB can be made':
      'このドキュメントはCMYKです。RGBで複製できます',
    'This document is indexed, bitmap or multichannel; a duplicate in RGB can be made':
      'このドキュメントはインデックスカラー、モノクロ2階調、またはマルチチャンネルです。RGBで複製できます',
    'This document has 32 bits a channel; a duplicate of 16 bits can be made':
      'このドキュメントは32bit/チャンネルです。16bitで複製できます',
    'The duplicate is still not RGB': '複製がRGBになりませんでした',
    'The enlargement is not RGB': '拡大した画像がRGBではありません',
    'There is no result to place': '配置する結果がありません',
    'The layer of that variation is gone': 'このバリエーションのレイヤーがなくなりました',
    'The Smart Object is not there': 'スマートオブジェクトがありません',
    'Photoshop made no layer': 'Photoshopがレイヤーを作成しませんでした',
    'Photoshop made no group': 'Photoshopがグループを作成しませんでした',
    'Photoshop made no document': 'Photoshopがドキュメントを作成しませんでした',
    'Photoshop gave pixels of an unexpected kind': 'Photoshopが想定外の形式のピクセルを返しました',
    '{DEVICE}: {WHY}': '{DEVICE}：{WHY}',
    '{DEVICE} ({WHY})': '{DEVICE}（{WHY}）',
    '{FILE} {WHAT}': '{FILE}{WHAT}',
  },
  parts: {
    'there is no NVIDIA graphics card with its driver':
      'ドライバーの入ったNVIDIAグラフィックスカードがありません',
    'there is no NVIDIA driver': 'NVIDIAドライバーがありません',
    'there is no NVIDIA graphics card': 'NVIDIAグラフィックスカードがありません',
    'its libraries are not installed; `inlay gpu install` fetches them':
      'ライブラリがありません。`inlay gpu install`でダウンロードできます',
    'the NVIDIA driver is too old; update it':
      'NVIDIAドライバーが古すぎます。アップデートしてください',
    'cuDNN 9 is missing; `inlay gpu install` fetches it':
      'cuDNN 9がありません。`inlay gpu install`でダウンロードできます',
    'no graphics card answered; on Linux install libvulkan1 and the card’s driver':
      '応答するグラフィックスカードがありません。Linuxではlibvulkan1とカードのドライバーをインストールしてください',
    'the graphics card does not take every step of the test':
      'グラフィックスカードがテストの一部に対応していません',
    'there is not enough memory on it': 'メモリが足りません',
    'it computed wrong values': '計算結果が正しくありません',
    'it did not answer in time': '時間内に応答しませんでした',
    'it failed for an unknown reason': '不明な理由で失敗しました',
    'your settings leave it out': '設定でオフになっています',
    'there was not enough memory': 'メモリが足りませんでした',
    'the run failed': '実行に失敗しました',
    '{needed} are needed and there are {there}': '必要量{needed}、搭載量{there}',
    'another shape than the picture’s own': '画像と異なる縦横比',
    '1 pixel or more on some side': 'いずれかの辺に1ピクセル以上',
    'pixels to add, a shape, a mask or a see-through picture':
      '追加するピクセル数、縦横比、マスク、透明部分のある画像のいずれか',
    'pixels to add on at least one side': '少なくとも1辺に追加するピクセル数',
    'an area of {width} x {height} pixels outside the mask':
      'マスクの外にある{width}×{height}ピクセルの領域',
    'an https address without a password or query': 'パスワードやクエリのないhttpsアドレス',
    'a name like model.onnx, model.onnx_data or x.safetensors':
      'model.onnx、model.onnx_data、x.safetensorsのような名前',
    'a file that the graph keeps weights in': 'グラフの重みのファイル',
    'a contract, or one of {names}': 'コントラクト、または次のいずれか：{names}',
    'an id that is free': '使われていないID',
    'a point in, a box or subject': '内側の点、長方形、被写体のいずれか',
    'PNG, JPEG, WebP, TIFF or AVIF': 'PNG、JPEG、WebP、TIFF、AVIFのいずれか',
    '{AMOUNT} or more': '{AMOUNT}以上',
    '{AMOUNT} or less': '{AMOUNT}以下',
    '{LOW} to {HIGH}': '{LOW}～{HIGH}',
    'more than 0': '0より大きい値',
    'one of {names}': '次のいずれか：{names}',
    '{count} characters': '{count}文字',
    '{count} bytes': '{count}バイト',
    '{count} pixels': '{count}ピクセル',
    '{width} x {height} pixels': '{width}×{height}ピクセル',
    'a list of {count}': '{count}個のリスト',
    'fewer than {count} layers': '{count}未満のレイヤー',
    'SHA-256 {hash}': 'SHA-256 {hash}',
    'a whole number': '整数',
    'a number': '数値',
    'true or false': 'trueまたはfalse',
    'a text': 'テキスト',
    'a list': 'リスト',
    'an object': 'オブジェクト',
    'a picture': '画像',
    'a file': 'ファイル',
    'a folder': 'フォルダー',
    'a link': 'リンク',
    'an absolute path': '絶対パス',
    'an .onnx file': '.onnxファイル',
    'an id': 'ID',
    'a plain name': '単純な名前',
    'no further file': '追加のファイルなし',
    'no other file': 'ほかのファイルなし',
    nothing: 'なし',
    'something else': '別のもの',
    another: '別のもの',
    less: 'それより小さい領域',
    more: 'それ以上',
    none: 'なし',
    'the picture': '画像',
    'the image': '画像',
    'the mask': 'マスク',
    'the sample mask': 'サンプリング領域',
    'the guide': 'ガイド',
    'the reference': '参照画像',
    'the request': 'リクエスト',
    'the settings': '設定',
    'the model': 'モデル',
    'the LoRA "{name}"': 'LoRA「{name}」',
    'the file': 'ファイル',
    'the files': 'ファイル',
    'the folder': 'フォルダー',
    'the mirror': 'ミラー',
    'each further file': '追加の各ファイル',
    'the repeated step': 'やり直す編集',
    'what to select': '選択範囲',
    It: '画像',
    'The result': '結果',
    'The expanded picture': '拡張後の画像',
    image: '画像',
    mask: 'マスク',
    expand: '拡張',
    prompt: 'プロンプト',
    strength: '強さ',
    steps: 'ステップ数',
    guidance: 'ガイダンス',
    scale: '倍率',
    seed: 'シード',
    'clip skip': 'Clip Skip',
    'the negative prompt': 'ネガティブプロンプト',
    'the scheduler': 'スケジューラー',
    engine: 'エンジン',
    concurrency: '「同時に実行する数」',
    keepDays: '「塗りつぶしを残す期間」',
    keepFills: '「残す塗りつぶしの最大数」',
    keepGigabytes: '「残す最大サイズ」',
    idleMinutes: '「モデルをメモリから外すまで」',
    modelsFolder: '「モデルのフォルダー」',
    ' through its profile': '（埋め込みプロファイルを使用）',
    ', assuming a common press profile because it names none':
      '（プロファイルがないため、一般的な印刷用プロファイルを使用）',
    '; a second pass at full size (high-res) adds detail':
      '。フルサイズでの2回目の処理（high-res）でディテールを追加できます',
    ', SIMD': '、SIMD',
    thread: 'スレッド',
    threads: 'スレッド',
    pages: 'ページ',
    frames: 'フレーム',
    left: '左',
    top: '上',
    right: '右',
    bottom: '下',
    'One layer': '1個のレイヤー',
    '{count} layers': '{count}個のレイヤー',
    '32-bit floating point': '32 bit浮動小数点',
    remove: '削除',
    fill: '塗りつぶし',
    'by a variable of the environment': '環境変数',
    'where the companion was started': 'コンパニオンの起動時のオプション',
    'is not there': 'が見つかりません',
    'is not a regular file': 'は通常のファイルではありません',
    'has another size than it had': 'のサイズが変わっています',
    'has another SHA-256 than it had': 'のSHA-256が変わっています',
    'cannot be read': 'を読み取れません',
    'changed while it was checked': 'が確認中に変更されました',
    'the log': 'ログ',
    'a file of a model': 'モデルのファイル',
    'a file of weights': '重みのファイル',
    'one of the given files': '指定されたファイルのいずれか',
    'the list of paired devices': 'ペアリング済みプログラムの一覧',
    'the settings of the models': 'モデルの設定',
    'what starts Inlay by itself': 'Inlayの自動起動の登録',
    'a web page': 'Webページ',
    'a zip archive (PyTorch’s .pt, .pth and .ckpt are such archives)':
      'ZIPアーカイブ（PyTorchの.pt、.pth、.ckptも同じ形式です）',
    'a Python pickle, which can run code when it is opened':
      '開くとコードが実行される可能性のあるPython pickle',
    'a GGUF file': 'GGUFファイル',
    'a Git LFS pointer: the file itself has not been fetched':
      'Git LFSのポインター（ファイル本体はダウンロードされていません）',
  },
} as const satisfies HeardWords
