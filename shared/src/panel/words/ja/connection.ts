/** What is said of the companion, in Japanese. */
import type en from '../en/connection.ts'

export default {
  'link.looking': 'このコンピューターのコンパニオンを探しています…',
  'link.looking.hint':
    'このデバイスのアプリへのアクセスをブラウザーが確認したら、許可してください。',
  'link.ready': '接続しました',
  'link.ready.engine': '{engine}、{device}',
  'link.window': 'コンパニオンのウィンドウ経由で接続中です。開いたままにしてください。',
  'link.opening': 'コンパニオンのウィンドウで「接続」を押してください。',
  'link.not_found.title': 'コンパニオンが見つかりません',
  'link.not_found.text':
    'Inlayは、このコンピューターで動く小さなプログラム「コンパニオン」で画像を塗りつぶします。今は応答がありません。',
  'link.not_found.next': '一度インストールして起動すれば、プラグインが自動で見つけます。',
  'link.not_running.title': 'コンパニオンが起動していません',
  'link.not_running.text': '以前は接続していましたが、今は応答がありません。',
  'link.not_running.next': '起動すれば、プラグインが自動で見つけます。',
  'link.blocked.title': 'ブラウザーがコンピューターへの接続を止めています',
  'link.blocked.text':
    'ブラウザーは、ページがコンピューター上のプログラムに接続する前に確認します。Figmaのページにはまだ許可がありません。',
  'link.blocked.next':
    'コンパニオンの小さなウィンドウで接続するか、このサイトに「デバイス上のアプリ」を許可するか、Figmaデスクトップアプリを使ってください。',
  'link.starting.title': 'コンパニオンを起動しています',
  'link.starting.text': 'まもなく使えるようになります。',
  'link.silent.title': 'コンパニオンが応答しません',
  'link.silent.text': '接続はできますが、応答がありません。起動中か、停止しています。',
  'link.silent.next':
    '少し待ってください。変わらなければ、コンパニオンを停止して起動し直してください。',
  'link.other.title': 'コンパニオンの代わりに別のプログラムがあります',
  'link.other.text':
    'コンパニオンのポート（43117～43119）で応答しているのはコンパニオンではありません。何も送信していません。',
  'link.other.next':
    'そのプログラムを停止してコンパニオンを起動してください。`inlay doctor`でどのプログラムか確認できます。',
  'link.unproven.title': 'あなたのコンパニオンではない可能性があります',
  'link.unproven.text':
    '応答した相手がこのプラグインを知っていると確認できないため、何も送信していません。',
  'link.unproven.next':
    'コンパニオンをリセットまたは移動した場合は、もう一度ペアリングしてください。',
  'link.update_companion.title': 'コンパニオンが古すぎます',
  'link.update_companion.text':
    'バージョン{version}です。このプラグインにはより新しいものが必要です。',
  'link.update_companion.next': 'コンパニオンを更新して、もう一度起動してください。',
  'link.update_plugin.title': 'このプラグインは古すぎます',
  'link.update_plugin.text':
    'コンパニオンはバージョン{version}で、より新しいプラグインが必要です。',
  'link.update_plugin.next': 'プラグインを更新して、もう一度開いてください。',
  'link.failing.title': 'コンパニオンでエラーが発生しました',
  'link.failing.text': '応答はありますが、エラーです：{detail}',
  'link.failing.next': 'もう一度起動してください。`inlay doctor`で原因を調べられます。',
  'link.refused.title': 'コンパニオンがこのプラグインを受け入れません',
  'link.refused.text': '{detail}',
  'link.refused.next': 'コンパニオンを起動し直してから、もう一度探してください。',
  'link.command': 'npm start',
  'link.command.label': '起動コマンド',

  'pair.title': 'コンパニオンとペアリング',
  'pair.text':
    'コンパニオンは起動していますが、このプラグインをまだ認識していません。ペアリングは一度だけです。コンパニオンに表示される6桁の数字をここに入力します。',
  'pair.revoked.title': 'このプラグインの接続は解除されました',
  'pair.revoked.text':
    '接続が解除されたか、90日間使われなかったため、コンパニオンはこのプラグインを認識しません。続けるにはもう一度ペアリングしてください。',
  'pair.code.title': '6桁の数字を入力してください',
  'pair.code.text':
    'コンパニオンを実行しているターミナル、または`inlay pair`と入力した場所に表示されます。',
  'pair.code.label': '6桁のコード',
  'pair.digit': '{index}桁目',
  'pair.checking': '確認しています…',
  'pair.asking': 'コンパニオンにコードを求めています…',
  'pair.left': '残り{minutes}:{seconds}',
  'pair.wrong': 'コードが違います。確認して、もう一度入力してください。',
  'pair.over': 'コードの期限が切れました。有効なのは2分間、5回までです。',
  'pair.busy': 'コンパニオンは今、新しいペアリングを受け付けていません。1分ほど待ってください。',
  'pair.done': 'ペアリングしました。',

  'help.install.1': 'Node 22.12以降を一度インストールします（nodejs.org）。',
  'help.install.2': 'Inlayのフォルダーでターミナルを開きます。',
  'help.install.3':
    '`npm start`と入力し、ターミナルを開いたままにします。プラグインがコンパニオンを自動で見つけます。',
  'help.update.1': 'Ctrl+Cでコンパニオンを停止し、新しいInlayのフォルダーに置き換えます。',
  'help.update.2': 'その中で`npm start`と入力します。',
  'help.update.3': 'このプラグインを閉じて、もう一度開きます。同じフォルダーから読み込まれます。',
  'help.allow.1': 'アドレスfigma.comの左にあるアイコンをクリックします。',
  'help.allow.2':
    '「デバイス上のアプリ」（または「ローカルネットワークへのアクセス」）を「許可」にします。',
  'help.allow.3':
    'ページを再読み込みしてプラグインを開きます。デスクトップアプリでは確認されません。',
  'help.help.1': 'コンパニオンを実行しているターミナルを確認します。',
  'help.help.2': 'Ctrl+Cで停止し、`npm start`でもう一度起動します。',
  'help.help.3': '`npm start -- doctor`で問題を調べて表示します。',
} satisfies Record<keyof typeof en, string>
