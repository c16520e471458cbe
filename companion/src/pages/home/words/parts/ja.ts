/** What the sections that manage the companion have in common, in Japanese. */
import type en from './en.ts'

export default {
  'parts.loading': 'コンパニオンに問い合わせ中…',
  'parts.copy': 'コピー',
  'parts.copied': 'コピーしました',
  'parts.refused': 'ブラウザーが許可しませんでした',
  'parts.amount': '{all}中{have}',
  'parts.speed': '毎秒{amount}',
  'parts.seconds.one': '残り{count}秒',
  'parts.seconds.other': '残り{count}秒',
  'parts.minutes.one': '残り{count}分',
  'parts.minutes.other': '残り{count}分',
  'parts.hours.one': '残り{count}時間',
  'parts.hours.other': '残り{count}時間',
  'parts.licence': '{name}のライセンス：{licence}',
  'parts.licence.read': 'ライセンスを読む',
  'parts.licence.take': '同意してインストール',
  'parts.licence.leave': '今はしない',
  'parts.new.window': '新しいタブで開きます',
} as const satisfies Record<keyof typeof en, string>
