import { lazyRouteComponent } from '@tanstack/react-router';
import { type ComponentType, lazy } from 'react';
import { ApiError } from './api.ts';
import { laterTexts } from './i18n/index.ts';
import { notifyError } from './parts/notify.ts';

type Module = Record<string, unknown>;

/** A page that is fetched when first visited. If it cannot be, the visit fails as `page-missing`; the window is not reloaded behind one's back. */
export function lazyPage<M extends Module, N extends keyof M & string>(load: () => Promise<M>, name: N) {
  return lazyRouteComponent(
    () => load().catch(() => Promise.reject(new ApiError(0, { code: 'page-missing', params: {}, text: '' }))),
    name,
  );
}

/** A page that is visited now and then, and whose texts are fetched with it. */
export function laterPage<M extends Module, N extends keyof M & string>(load: () => Promise<M>, name: N) {
  return lazyPage(async () => {
    const [page] = await Promise.all([load(), laterTexts()]);
    return page;
  }, name);
}

/**
 * A part that is fetched when first shown, and ahead of that as soon as the page is at rest, so that it works without a connection too. If it cannot
 * be fetched a notice says so and nothing is drawn: what stands on the page stays.
 */
export function lazyPart<P>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  setTimeout(() => void load().catch(() => undefined), 3_000);
  return lazy(async () => ({
    default: await load().catch(() => {
      notifyError(new ApiError(0, { code: 'unreachable', params: {}, text: '' }));
      return Nothing;
    }),
  }));
}

/** The same with the texts of what is shown now and then. */
export function laterPart<P>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return lazyPart(async () => {
    const [part] = await Promise.all([load(), laterTexts()]);
    return part;
  });
}

function Nothing() {
  return null;
}
