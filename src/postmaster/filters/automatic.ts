import { defineFilter } from '../filter.ts';

/** RFC 3834 §2: a responder must not answer a responder. */
export const automaticFilter = defineFilter({
  name: 'automatic',
  about:
    'Recognises bounces, automatic answers and list mail, so that they are filed but never answered and change no status.',
  run({ message }) {
    if (message.isBounce) return { set: { automatic: true }, why: { key: 'bounce' } };
    if (message.autoSubmitted !== 'no')
      return { set: { automatic: true }, why: { key: 'autoSubmitted', params: { value: message.autoSubmitted } } };
    if (message.isList) return { set: { automatic: true }, why: { key: 'list' } };
    if (message.isAutomatic) return { set: { automatic: true }, why: { key: 'automatic' } };
    return;
  },
});
