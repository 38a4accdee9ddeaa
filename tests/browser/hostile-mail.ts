import { expect } from 'vitest';
import { holds, type Story } from './story.ts';

export const hostileSubject = 'Gewinn abholen';
/** Where the mail's pictures lie; the story plays that server. */
export const pictureHost = 'pictures.example';

/** A mail that wants to call home and to run scripts, in every way that is usual. */
export const hostileMail = Buffer.from(
  [
    'From: Rita Reklame <rita@reklame.example>',
    'To: support@sandbox.example',
    `Subject: ${hostileSubject}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${Date.now()}@reklame.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<html><head><meta http-equiv="refresh" content="0;url=https://pictures.example/refresh">',
    '<link rel="stylesheet" href="https://pictures.example/style.css">',
    '<style>body { background: url(https://pictures.example/style.png) }</style>',
    '<script>top.hijacked = "script"</script></head>',
    '<body onload="top.hijacked = \'onload\'">',
    '<p>Sie haben <b>gewonnen</b>.</p>',
    '<p><img src="https://pictures.example/seen.png" alt="Zähler" width="20" height="20"></p>',
    '<p style="background-image:url(https://pictures.example/background.png)">Jetzt',
    '<a href="javascript:top.hijacked=1">abholen</a> oder <a href="https://reklame.example/preis">ansehen</a>.</p>',
    '<img src="nowhere" onerror="top.hijacked = \'onerror\'"><svg onload="top.hijacked = \'svg\'"></svg>',
    '<iframe src="https://pictures.example/frame"></iframe>',
    '<form action="https://pictures.example/form"><input name="q"><button>Los</button></form>',
    '</body></html>',
    '',
  ].join('\r\n'),
);

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Reads the mail as an agent would: nothing leaves before the pictures are asked for, and nothing in it ever runs. */
export async function showsHostileMail(story: Story): Promise<void> {
  const { button, heading, look, outside, page, t } = story;
  await page
    .context()
    .route(`https://${pictureHost}/**`, (route) =>
      route.fulfill({ contentType: 'image/png', body: pixel, headers: { 'access-control-allow-origin': '*' } }),
    );
  await heading(hostileSubject).waitFor();
  const title = t('tickets.history.htmlFrame', { who: 'Rita Reklame' });
  const mail = page.frameLocator(`iframe[title="${title}"]`);
  await mail.getByText('gewonnen').waitFor();
  await page.getByText(t('tickets.history.imagesBlocked', { count: 1 })).waitFor();
  await look('blocked', { narrow: true });
  expect(outside).toEqual([]);
  expect(await mail.locator('script, form, iframe, svg, [onerror], [onload], a[href^="javascript"]').count()).toBe(0);

  await button(t('tickets.history.imagesShow')).click();
  await expect.poll(() => outside, { timeout: 15_000 }).toEqual([`https://${pictureHost}/seen.png`]);
  await look('shown');
  await frameAlone(story, title);
  expect(await page.evaluate('typeof hijacked')).toBe('undefined');
}

/**
 * What if a script got past all sanitising? In a second frame like the mail's, with the same document and a script in it, still nothing runs and
 * no stranger's page is loaded.
 */
async function frameAlone({ outside, page, problems }: Story, title: string): Promise<void> {
  const before = outside.length;
  await page.evaluate(`(() => {
    const frame = document.querySelector('iframe[title=${JSON.stringify(title)}]');
    const copy = frame.cloneNode();
    copy.srcdoc = frame.srcdoc + '<scr' + 'ipt>top.hijacked = "planted"</scr' + 'ipt>' +
      '<iframe src="https://${pictureHost}/planted"></iframe><link rel="stylesheet" href="https://${pictureHost}/planted.css">';
    copy.onload = () => { globalThis.plantedLoaded = true; };
    frame.after(copy);
  })()`);
  await holds(page, 'globalThis.plantedLoaded === true');
  expect(await page.evaluate('typeof hijacked')).toBe('undefined');
  // The browser says what it refused; each of these lines is a wall that held.
  const refusals = () => problems.join('\n');
  await expect.poll(refusals, { timeout: 15_000 }).toMatch(/Blocked script execution/);
  await expect.poll(refusals, { timeout: 15_000 }).toMatch(/^csp .*planted\.css$/m);
  expect(problems.filter((each) => !/Blocked script execution|Content Security Policy|^csp /.test(each))).toEqual([]);
  // The mail's own picture may load again; it was asked for.
  expect(outside.slice(before).filter((url) => !url.endsWith('/seen.png'))).toEqual([]);
  problems.length = 0;
}
