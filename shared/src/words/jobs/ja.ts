/** How a fill fares, as page and panels say it in Japanese. */
import type en from './en.ts'

export default {
  'job.preparing': '画像を読み込んでいます',
  'job.sending': 'コンパニオンに渡しています',
  'job.queued.next': '待機中（次に実行されます）',
  'job.queued.behind.one': 'ほかの{count}件を待っています',
  'job.queued.behind.other': 'ほかの{count}件を待っています',
  'job.running': '処理中',
  'job.away': 'コンパニオンが応答しません。戻りしだい続けます。',
  'job.done': '完了',
  'job.cancelled': 'キャンセルしました。何も変わっていません。',
  'job.lost': 'この処理はコンパニオンに残っていません。もう一度実行してください。',
} satisfies Record<keyof typeof en, string>
