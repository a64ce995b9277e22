// Which program is found, and what is said where there is none.

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { findProgram, isOld, OLDEST, parseVersion } from '../src/program';

/** A folder with a program `name` that runs `script`. */
function folderWith(script: string, name = 'curate'): string {
  const folder = mkdtempSync(join(tmpdir(), 'curate-vscode-'));
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

const search = { configured: '', folder: undefined, path: '' };
const current = `curate ${OLDEST.join('.')}`;

test('the first program in PATH is taken', async () => {
  const [first, second] = [folderWith(`echo ${current}`), folderWith('echo curate 7.0.0')];
  const found = await findProgram({ ...search, path: [first, second].join(delimiter) });
  assert.deepEqual(found, { file: join(first, 'curate'), version: OLDEST.join('.') });
});

test('what cannot be run is passed over in PATH, and so is a folder', async () => {
  const [plain, folder, good] = [folderWith(''), folderWith('', 'other'), folderWith(`echo ${current}`)];
  chmodSync(join(plain, 'curate'), 0o644);
  mkdirSync(join(folder, 'curate'));
  const found = await findProgram({ ...search, path: [plain, folder, good].join(delimiter) });
  assert.equal('file' in found && found.file, join(good, 'curate'));
});

test('a workspace cannot bring the program by a relative folder in PATH', async () => {
  const folder = folderWith(`echo ${current}`);
  const before = process.cwd();
  process.chdir(folder);
  try {
    for (const path of ['.', '', `.${delimiter}`]) {
      assert.deepEqual(await findProgram({ ...search, folder, path }), { kind: 'not-found' });
    }
  } finally {
    process.chdir(before);
  }
});

test('the setting goes before PATH, is relative to the workspace, and may begin at home', async () => {
  const [folder, other] = [folderWith(`echo ${current}`), folderWith('echo curate 7.0.0')];
  const absolute = await findProgram({ ...search, configured: join(folder, 'curate'), path: other });
  assert.equal('file' in absolute && absolute.file, join(folder, 'curate'));
  const relative = await findProgram({ ...search, configured: 'curate', folder });
  assert.equal('file' in relative && relative.file, join(folder, 'curate'));
  assert.deepEqual(await findProgram({ ...search, configured: 'curate' }), { kind: 'not-found' });
  const before = process.env['HOME'];
  process.env['HOME'] = folder;
  const home = await findProgram({ ...search, configured: '~/curate' });
  process.env['HOME'] = before;
  assert.equal('version' in home && home.version, OLDEST.join('.'));
});

test('a setting that leads nowhere is not made up for by PATH', async () => {
  const path = folderWith(`echo ${current}`);
  assert.deepEqual(await findProgram({ ...search, configured: '/nowhere/curate', path }), { kind: 'not-there', file: '/nowhere/curate' });
});

test('another program and one that fails are told from curate', async () => {
  for (const script of ['echo curator 1.0.0', 'echo 1.0.0', `echo ${current}; exit 1`, 'exit 0']) {
    const found = await findProgram({ ...search, path: folderWith(script) });
    assert.equal('kind' in found && found.kind, 'not-curate', script);
  }
});

test('an old program is told', async () => {
  const folder = folderWith('echo curate 0.0.9');
  const found = await findProgram({ ...search, path: folder });
  assert.deepEqual(found, { kind: 'too-old', file: join(folder, 'curate'), version: '0.0.9' });
});

test('versions are read and compared by number', () => {
  assert.equal(parseVersion('curate 1.20.3\n'), '1.20.3');
  assert.equal(parseVersion('curate 1.0.0-rc.1\n'), '1.0.0-rc.1');
  assert.equal(parseVersion('curate 1.0'), undefined);
  assert.equal(parseVersion('error\ncurate 1.0.0'), undefined);
  const [major, minor, patch] = OLDEST;
  const versions: [string, boolean][] = [
    [`${major}.${minor}.${patch}`, false],
    [`${major}.${minor}.${patch}-rc.1`, false],
    [`${major}.${minor + 9}.0`, false],
    [`${major + 10}.0.0`, false],
    ['0.0.10', true],
  ];
  for (const [version, old] of versions) {
    assert.equal(isOld(version), old, version);
  }
});
