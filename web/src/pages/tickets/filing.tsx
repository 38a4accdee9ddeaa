import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { TreeSelect } from '../../forms/pickers/tree-select.tsx';
import { useTexts } from '../../i18n/index.ts';
import { notifyError } from '../../parts/notify.ts';
import { inTreeOrder } from '../../parts/tree.ts';
import { LabelsPicker } from './labels-picker.tsx';
import { useChangeTicket } from './queries.ts';
import classes from './ties.module.css';

/** Where a ticket belongs: category and labels. */
export function Filing({
  ticket,
  masterData,
  readOnly,
}: {
  ticket: Ticket;
  masterData: MasterData;
  readOnly: boolean;
}) {
  const { t, locale } = useTexts();
  const change = useChangeTicket(ticket.id);
  const pending = change.isPending ? (change.variables ?? {}) : {};
  const categoryId = pending.categoryId === undefined ? ticket.categoryId : pending.categoryId;
  const category = inTreeOrder(masterData.categories, locale).find(({ id }) => id === categoryId);
  return (
    <>
      {readOnly ? (
        <div className={classes.field}>
          {t('ties.category')}: {category?.path ?? t('common.none')}
        </div>
      ) : (
        masterData.categories.length > 0 && (
          <div className={classes.field}>
            <TreeSelect
              id="ticket-category"
              title={t('ties.category')}
              help={undefined}
              required={false}
              error={undefined}
              disabled={false}
              secretSet={false}
              choices={[]}
              kind="categories"
              rows={masterData.categories}
              empty={t('forms.noCategory')}
              value={categoryId}
              onChange={(value) =>
                change.mutate({ categoryId: typeof value === 'number' ? value : null }, { onError: notifyError })
              }
            />
          </div>
        )
      )}
      <LabelsPicker
        labels={masterData.labels}
        value={pending.labelIds ?? ticket.labelIds}
        readOnly={readOnly}
        onChange={(labelIds) => change.mutate({ labelIds }, { onError: notifyError })}
      />
    </>
  );
}
