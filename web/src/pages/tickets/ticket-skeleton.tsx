import { Skeleton } from '@mantine/core';
import { useTexts } from '../../i18n/index.ts';
import { Delayed } from '../../parts/loading.tsx';
import classes from './ticket.module.css';

/** A ticket that is on its way, in the shape it will have. */
export function TicketSkeleton() {
  const { t } = useTexts();
  return (
    <Delayed>
      <div className={classes.page} role="status" aria-label={t('tickets.page.loading')}>
        <div className={classes.head}>
          <Skeleton height={24} width="45%" my={4} />
          <Skeleton height={30} width={520} maw="100%" mt={10} />
        </div>
        <div className={classes.columns}>
          <div className={classes.main}>
            <div className={classes.column}>
              <Skeleton height={180} />
              <Skeleton height={120} mt={10} />
            </div>
          </div>
        </div>
      </div>
    </Delayed>
  );
}
