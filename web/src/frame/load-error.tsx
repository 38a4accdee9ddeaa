import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../api.ts';
import { ErrorState } from '../parts/states.tsx';

const lookEveryMs = 3_000;
const memory = 'poststelle-reloaded';

/** A page or its data could not be loaded: why, and a way to try again. A page that is missing is loaded as soon as the desk answers. */
export function LoadError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const missing = error instanceof ApiError && error.code === 'page-missing';
  useEffect(() => {
    if (!missing) return undefined;
    const timer = setInterval(() => void reloadIfReachable(), lookEveryMs);
    return () => clearInterval(timer);
  }, [missing]);
  const retry = () => {
    if (missing) void reloadIfReachable(true);
    else {
      reset();
      void router.invalidate();
    }
  };
  return <ErrorState error={error} onRetry={retry} />;
}

/** After an update of the desk the parts of the old page are gone, only a new page finds the new ones. By itself at most once a minute: a real fault must not loop. */
async function reloadIfReachable(asked = false): Promise<void> {
  if (!asked && Date.now() - Number(sessionStorage.getItem(memory) ?? 0) < 60_000) return;
  const answer = await fetch('/api/session', { cache: 'no-store' }).catch(() => undefined);
  if (!answer?.ok) return;
  sessionStorage.setItem(memory, String(Date.now()));
  location.reload();
}
