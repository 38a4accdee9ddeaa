import { Skeleton, Stack } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTexts } from '../i18n/index.ts';

/** Shows its content only if it is still needed after 150 ms: what loads faster does not flicker. */
export function Delayed({ children }: { children: ReactNode }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return due ? children : null;
}

/** Grey lines in place of `rows` rows of `height` pixels, told to screen readers as loading. */
export function RowsSkeleton({ rows = 6, height = 44 }: { rows?: number; height?: number }) {
  const { t } = useTexts();
  return (
    <Delayed>
      <Stack gap={8} role="status" aria-label={t('common.loading')}>
        {Array.from({ length: rows }, (_, index) => (
          <Skeleton key={index} height={height} radius="sm" />
        ))}
      </Stack>
    </Delayed>
  );
}

/** A page that is on its way. */
export function PageSkeleton() {
  return (
    <div style={{ padding: 24 }}>
      <Delayed>
        <Skeleton height={24} width={180} mb={24} />
      </Delayed>
      <RowsSkeleton />
    </div>
  );
}
