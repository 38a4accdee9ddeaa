import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingNeeds, type Need, planSetup } from './test-machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'poststelle-needs-'));
writeFileSync(join(folder, 'made-up-server'), '#!/bin/sh\necho "Made-up server 2, variant light"\n');
chmodSync(join(folder, 'made-up-server'), 0o755);

const there: Need = { program: 'made-up-server', package: 'made-up', why: 'to be found' };
const absent: Need = { program: 'absent-server', package: 'absent-pack', why: 'to be missed' };

test('a program is missing if no folder has it, or if it is of the wrong variant', () => {
  expect(missingNeeds([there, absent], folder)).toEqual([absent]);
  expect(missingNeeds([{ ...there, versionFlag: '-V', version: /variant heavy/ }], folder)).toHaveLength(1);
  expect(missingNeeds([{ ...there, versionFlag: '-V', version: /variant light/ }], folder)).toEqual([]);
});

test('with root rights the packages are installed, each once', () => {
  const twice = { ...absent, program: 'absent-client' };
  expect(planSetup([absent, twice], { hasApt: true, asRoot: [] })).toEqual({ install: ['absent-pack'] });
  expect(planSetup([absent], { hasApt: true, asRoot: ['sudo', '-n'] })).toEqual({ install: ['absent-pack'] });
});

test('without root rights a person is told what is missing, why, and the command', () => {
  const plan = planSetup([absent], { hasApt: true, asRoot: undefined });
  const told = 'tell' in plan ? plan.tell : '';
  expect(told).toContain('absent-server (package absent-pack): to be missed');
  expect(told).toContain('apt-get install --no-install-recommends absent-pack');
});

test('elsewhere than on Debian a person is told what is missing', () => {
  const plan = planSetup([absent], { hasApt: false, asRoot: [] });
  expect('tell' in plan ? plan.tell : '').toMatch(/absent-server[\s\S]*not a Debian machine/);
});
