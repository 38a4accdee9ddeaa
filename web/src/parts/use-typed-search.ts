import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

const SEARCH_MS = 250;

/** What stands in the search field: typed text goes into the address after a pause; an address from elsewhere comes into the field. */
export function useTypedSearch(q: string, seek: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(q);
  const sent = useRef(q);
  const later = useDebouncedCallback((text: string) => {
    sent.current = text.trim();
    seek(text.trim());
  }, SEARCH_MS);
  useEffect(() => {
    if (q === sent.current) return;
    sent.current = q;
    setTyped(q);
  }, [q]);
  return [
    typed,
    (text) => {
      setTyped(text);
      later(text);
    },
  ];
}
