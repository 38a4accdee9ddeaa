// Sets theme and language as they were chosen last, before the page is drawn. Storage may be forbidden: then the defaults stay.
try {
  const theme = localStorage.getItem('poststelle-theme') ?? 'auto';
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  const locale = localStorage.getItem('poststelle-locale');
  if (locale === 'de' || locale === 'en') document.documentElement.lang = locale;
} catch {
  document.documentElement.setAttribute('data-mantine-color-scheme', 'light');
}
