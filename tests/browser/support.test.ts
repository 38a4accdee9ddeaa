import { existsSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolations, startBrowser, takePicture, type TestBrowser } from '../support/browser.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const sound = '<!doctype html><html lang="de"><title>Probe</title><main><h1>Probe</h1><p>Text</p></main></html>';

test('axe finds what is wrong and nothing on a sound page', async () => {
  const { page } = await browser.open();
  await page.setContent(sound);
  expect(await axeViolations(page)).toEqual([]);
  await page.setContent(sound.replace('<p>Text</p>', '<img src="data:,"><button></button>'));
  expect((await axeViolations(page)).map((violation) => violation.rule).toSorted()).toEqual([
    'button-name',
    'image-alt',
  ]);
});

test('axe also runs under a policy that allows no scripts', async () => {
  const { page } = await browser.open();
  const policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">';
  await page.setContent(sound.replace('<title>', `${policy}<title>`));
  expect(await axeViolations(page)).toEqual([]);
});

test('errors on a page are collected', async () => {
  const { page, problems } = await browser.open();
  await page.setContent(`${sound}<script>console.error('one'); setTimeout(() => { throw new Error('two'); })</script>`);
  await expect.poll(() => problems).toEqual(['console: one', 'script error: two']);
});

test('a picture is kept', async () => {
  const { page } = await browser.open();
  await page.setContent(sound);
  const path = await takePicture(page, 'support-test');
  expect(existsSync(path)).toBe(true);
  rmSync(path);
});
