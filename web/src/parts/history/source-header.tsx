import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../i18n/index.ts';
import { Copy } from '../copy.tsx';
import { RowsSkeleton } from '../loading.tsx';
import { ErrorState } from '../states.tsx';
import classes from './history.module.css';
import { readHeader } from './read-header.ts';

/** The header fields of a mail as they came, in a dialog. */
export function SourceHeader({ entryId, opened, onClose }: { entryId: number; opened: boolean; onClose: () => void }) {
  const { t } = useTexts();
  const header = useQuery({
    queryKey: ['source-header', entryId],
    queryFn: ({ signal }) => readHeader(entryId, signal),
    enabled: opened,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t('tickets.history.headersTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {header.data !== undefined ? (
        <div className={classes.source}>
          <Copy text={header.data} />
          <pre tabIndex={0}>{header.data}</pre>
        </div>
      ) : header.isError ? (
        <ErrorState error={header.error} onRetry={() => void header.refetch()} />
      ) : (
        <RowsSkeleton rows={4} height={20} />
      )}
    </Modal>
  );
}
