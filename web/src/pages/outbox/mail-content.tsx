import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { addressSchema } from '../../../../src/api/contract/common.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { sizeText } from '../../parts/size-text.ts';
import { keys } from '../../queries.ts';
import classes from './mail-content.module.css';

type Address = z.infer<typeof addressSchema>;
const inFull = ({ name, addr }: Address) => (name ? `${name} <${addr}>` : addr);

/** A finished outgoing mail as its recipient reads it: addresses, text, attachments, and its header fields folded. */
export function MailContent({ id }: { id: number }) {
  const { t, locale } = useTexts();
  const content = useQuery({
    queryKey: [...keys.outbound, id, 'content'],
    queryFn: ({ signal }) => call('GET /api/outbound/:id/content', { id }, signal),
  });
  return (
    <QueryView query={content}>
      {(mail) => (
        <>
          <dl className={classes.addresses}>
            {mail.from && <Line name={t('outbox.from')} value={inFull(mail.from)} />}
            <Line name={t('outbox.to')} value={mail.to.map(inFull).join(', ')} />
            {mail.cc.length > 0 && <Line name={t('outbox.cc')} value={mail.cc.map(inFull).join(', ')} />}
            {mail.attachments.length > 0 && (
              <Line
                name={t('outbox.attachments')}
                value={mail.attachments.map(({ name, size }) => `${name} (${sizeText(size, locale)})`).join(', ')}
              />
            )}
          </dl>
          <div className={classes.text}>{mail.text}</div>
          <details className={classes.headers}>
            <summary>{t('outbox.headers')}</summary>
            <pre>{mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre>
          </details>
        </>
      )}
    </QueryView>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
