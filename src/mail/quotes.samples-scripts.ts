import type { QuoteSample } from './quotes.samples.ts';

/** Languages in other scripts than the Latin one, and their neighbours, marked like the German ones. */
export const SCRIPT_SAMPLES: readonly QuoteSample[] = [
  {
    name: 'Gmail, Chinese, name and address in front',
    lines: `
f 可以。
.
q Support <support@desk.example> 于2026年11月16日周一 08:01写道：
.
q > 请问明天可以吗？`,
  },
  {
    name: 'NetEase, Chinese, not marked',
    lines: `
f 可以，明天见。
.
s 祝好
s 张三
.
q 在 2026-11-16 08:01:22，"Support" <support@desk.example> 写道：
.
q 请问明天可以吗？`,
  },
  {
    name: 'Outlook, Chinese',
    lines: `
f 好的，谢谢。
.
s 此致敬礼
s 张三
.
q -----邮件原件-----
q 发件人: Support <support@desk.example>
q 发送时间: 2026年11月16日 8:01
q 收件人: 张三 <zhang@kunde.example>
q 主题: 打印机
.
q 请问明天可以吗？`,
  },
  {
    name: 'Outlook, traditional Chinese',
    lines: `
f 好的，謝謝。
.
q 寄件者: Support <support@desk.example>
q 寄件日期: 2026年11月16日 上午 08:01
q 收件者: 張三 <zhang@kunde.example>
q 主旨: 印表機
.
q 請問明天可以嗎？`,
  },
  {
    name: 'Chinese mail handed on shows what it carries',
    subject: '转发: 打印机',
    lines: `
f 请处理。
.
f 发件人: Kunde <kunde@kunde.example>
f 发送时间: 2026年11月16日 8:01
f 收件人: 张三 <zhang@kunde.example>
f 主题: 打印机
.
f 坏了。`,
  },
  {
    name: 'Apple telephone, Japanese, the name touches the verb',
    lines: `
f 承知しました。
.
s iPhoneから送信
.
q 2026/11/16 10:01、Supportのメール:
.
q > 明日伺います。`,
  },
  {
    name: 'Outlook, Japanese',
    lines: `
f 了解しました。
.
q 差出人: Support <support@desk.example>
q 送信日時: 2026年11月16日 8:01
q 宛先: 山田 <yamada@kunde.example>
q 件名: テスト
.
q 明日伺います。`,
  },
  {
    name: 'Japanese mail handed on shows what it carries',
    subject: '転送: プリンター',
    lines: `
f ご確認ください。
.
f 差出人: Kunde <kunde@kunde.example>
f 送信日時: 2026年11月16日 8:01
f 宛先: 山田 <yamada@kunde.example>
f 件名: プリンター
.
f 壊れました。`,
  },
  {
    name: 'Gmail, Korean',
    lines: `
f 네, 감사합니다.
.
q 2026년 11월 16일 (월) 오후 4:01, Support <support@desk.example>님이 작성:
.
q > 내일 괜찮으세요?`,
  },
  {
    name: 'Outlook, Korean',
    lines: `
f 네, 감사합니다.
.
q 보낸 사람: Support <support@desk.example>
q 보낸 날짜: 2026년 11월 16일 월요일 오후 4:01
q 받는 사람: 김 <kim@kunde.example>
q 제목: 프린터
.
q 내일 괜찮으세요?`,
  },
  {
    name: 'Gmail, Arabic, with Arabic digits',
    lines: `
f نعم.
.
q في الاثنين، ١٦ نوفمبر ٢٠٢٦ في ١١:٠١ ص تمت كتابة ما يلي بواسطة Support <support@desk.example>:
.
q > هل الساعة 14 مناسبة؟`,
  },
  {
    name: 'Outlook, Arabic',
    lines: `
f نعم، هذا مناسب.
.
s مع أطيب التحيات
s محمد
.
q ________________________________
q من: Support <support@desk.example>
q تم الإرسال: الاثنين، 16 نوفمبر، 2026 11:01 ص
q إلى: محمد <m@kunde.example>
q الموضوع: طابعة
.
q هل الساعة 14 مناسبة؟`,
  },
  {
    name: 'Gmail, Hebrew, with marks of direction',
    lines: `
f כן, תודה.
.
q \u202bבתאריך יום ב׳, 16 בנוב׳ 2026 ב-10:01 מאת \u202aSupport\u202c\u200f <\u202asupport@desk.example\u202c\u200f>:\u202c
.
q > מתאים לך?`,
  },
  {
    name: 'Outlook, Russian, with the formula above the name',
    lines: `
f Да, подходит.
.
s С уважением,
s Иван Иванов
.
q -----Исходное сообщение-----
q От: Support <support@desk.example>
q Отправлено: 16 ноября 2026 г. 11:01
q Кому: Иван Иванов <ivan@kunde.example>
q Тема: принтер
.
q Подходит ли 14:00?`,
  },
  {
    name: 'Russian mail handed on within its own marks',
    lines: `
f Прошу разобраться.
.
f -------- Начало переадресованного сообщения --------
f От: Kunde <kunde@kunde.example>
f Дата: 16 ноября 2026 г. 8:01
f Кому: Иван <ivan@kunde.example>
f Тема: Принтер
.
f Сломался.`,
  },
  {
    name: 'Gmail, Greek',
    lines: `
f Ναι, ευχαριστώ.
.
q Στις Δευ 16 Νοε 2026 στις 10:01 π.μ., ο χρήστης Support <support@desk.example> έγραψε:
.
q > Σας βολεύει;`,
  },
  {
    name: 'Outlook, Romanian',
    lines: `
f Da, se potrivește.
.
s Cu stimă,
s Ion
.
q De la: Support <support@desk.example>
q Trimis: luni, 16 noiembrie 2026 10:01
q Către: Ion <ion@kunde.example>
q Subiect: imprimanta
.
q Se potrivește?`,
  },
  {
    name: 'Outlook, Slovenian',
    lines: `
f Ustreza.
.
q Od: Support <support@desk.example>
q Poslano: ponedeljek, 16. november 2026 10:01
q Za: Janez <janez@kunde.example>
q Zadeva: tiskalnik
.
q Ali ustreza?`,
  },
  {
    name: 'Samsung telephone, German, of unsure gender',
    lines: `
f Ja, passt
.
s Von meinem/meiner Galaxy gesendet
.
q -------- Ursprüngliche Nachricht --------
q Von: Support <support@desk.example>
q Datum: 16.11.26  10:01  (GMT+01:00)
q An: k@kunde.example
q Betreff: Drucker
.
q Passt das?`,
  },
  {
    name: 'a word of another script with a colon is no block',
    lines: `
f من: المكتب
f إلى: المخزن
f الموضوع غير واضح.`,
  },
  {
    name: 'a journey from and to, on a day, is no block',
    lines: `
f Bitte buchen:
f Von: Berlin
f An: München
f Datum: 3.12.2026
f Grund: Messe`,
  },
  {
    name: 'a Russian request with such labels is no block',
    lines: `
f Заявка на пропуск
f От: Иванов
f Кому: охрана
f Дата: 16.11.2026
f Прошу выдать.`,
  },
  {
    name: 'Outlook within one Exchange, names without addresses',
    lines: `
f Passt.
.
q Von: Muster, Erika
q Gesendet: Montag, 16. November 2026 08:01
q An: Beispiel, Max
q Betreff: Drucker
.
q Passt das?`,
  },
];
