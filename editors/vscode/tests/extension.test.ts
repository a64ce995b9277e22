// The extension in a mock host, with a server that says what it was sent.

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { ExtensionContext } from 'vscode';
import { activate, deactivate } from '../src/extension';
import { DiagnosticSeverity, env, host, Location, Position, Range, Uri, window, workspace } from './host';

const FAKE = resolve('tests/fake/curate');
const LIST = Uri.file('/lists/README.md');
let context: { subscriptions: { dispose(): unknown }[] };

async function start(settings: Record<string, unknown> = { 'curate.path': FAKE }): Promise<void> {
  host.settings = settings;
  await activate(context as unknown as ExtensionContext);
}

/** The value that the editor's conditions see. */
function isRunning(): unknown {
  const set = host.called.filter(({ command }) => command === 'setContext');
  assert.ok(set.every(({ arguments_ }) => arguments_[0] === 'curate.isRunning'));
  return set.at(-1)?.arguments_[1];
}

beforeEach(() => {
  context = { subscriptions: [] };
  Object.assign(host, { messages: [], called: [], opened: [], progress: [], log: [], press: undefined });
  Object.assign(workspace, { textDocuments: [] });
  Object.assign(window, { activeTextEditor: undefined, visibleTextEditors: [] });
  env.language = 'en';
});

afterEach(async () => {
  await deactivate();
  context.subscriptions.forEach((part) => part.dispose());
  delete process.env['FAKE_VERSION'];
});

test('the server starts and stops', async () => {
  await start();
  assert.equal(isRunning(), true);
  assert.ok(host.has('curate.fixAll') && host.has('curate.checkLinks'));
  host.open(LIST, '# Lamps\n');
  assert.deepEqual((await host.run('curate.fixAll')).arguments_, ['lsp']);
  await deactivate();
  assert.equal(isRunning(), false);
  assert.ok(!host.has('curate.fixAll'));
});

test('it speaks the language of the setting, and else Chinese in a Chinese editor', async () => {
  host.open(LIST, '# Lamps\n');
  env.language = 'zh-cn';
  await start({ 'curate.path': FAKE, 'curate.lang': 'en' });
  assert.deepEqual((await host.run('curate.fixAll')).arguments_, ['lsp', '--lang', 'en']);
  await host.configure({ 'curate.lang': 'auto' });
  assert.deepEqual((await host.run('curate.fixAll')).arguments_, ['lsp', '--lang', 'zh']);
});

test('hints are left out where the setting says so', async () => {
  await start();
  const list = host.open(LIST, '# Lamps\n');
  const severities = async (are: number) =>
    (await host.published(list, (found) => found.length === are)).map(({ severity }) => severity);
  assert.deepEqual(await severities(2), [DiagnosticSeverity.Warning, DiagnosticSeverity.Hint]);
  await host.configure({ 'curate.hints': false });
  assert.deepEqual(await severities(1), [DiagnosticSeverity.Warning]);
});

test('settings that the server does not see do not restart it', async () => {
  await start();
  host.called = [];
  await host.configure({ 'curate.checkLinksOnSave': true, 'markdown.preview.breaks': true });
  assert.deepEqual(host.called, []);
  await host.run('curate.restart');
  assert.equal(isRunning(), true);
  assert.ok(host.called.some(({ arguments_ }) => arguments_[1] === false), 'it was stopped first');
});

test('two changes at once leave one server', async () => {
  await start();
  await Promise.all([host.run('curate.restart'), host.configure({ 'curate.lang': 'zh' }), host.run('curate.restart')]);
  assert.equal(isRunning(), true);
  assert.deepEqual(host.messages, []);
});

test('commands are for the document in front, unless they name one', async () => {
  await start();
  host.open(LIST, '# Lamps\n');
  assert.deepEqual((await host.run('curate.fixAll')).given, [LIST.toString()]);
  assert.deepEqual((await host.run('curate.fixAll', 'file:///other.md')).given, ['file:///other.md']);
});

test('a check of links shows its progress', async () => {
  await start();
  host.open(LIST, '# Lamps\n');
  const done = await host.run('curate.checkLinks');
  assert.deepEqual(done.given, [LIST.toString()]);
  assert.equal(host.progress.length, 1);
  assert.deepEqual(host.progress[0]!.steps, [
    { increment: 0 },
    { message: '2 of 5', increment: 40 },
    { message: '5 of 5', increment: 60 },
  ]);
});

test('a check of links is cancelled by its button, without a message', async () => {
  await start();
  host.open(Uri.file('/lists/slow.md'), '# Lamps\n');
  const checked = host.run('curate.checkLinks');
  while (host.progress[0]?.steps.length !== 2) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  host.progress[0].cancel();
  assert.equal(await checked, undefined);
  assert.deepEqual(host.messages, []);
});

test('saving checks links where the setting says so, and markdown alone', async () => {
  await start();
  const list = host.open(LIST, '# Lamps\n');
  const other = host.open(Uri.file('/lists/a.txt'), 'Lamps\n', 'plaintext');
  await host.events.saved.fire(list);
  assert.equal(host.progress.length, 0);
  await host.configure({ 'curate.checkLinksOnSave': true });
  await host.events.saved.fire(other);
  assert.equal(host.progress.length, 0);
  await host.events.saved.fire(list);
  assert.equal(host.progress.length, 1);
  await host.events.saved.fire(host.open(Uri.file('/lists/refused.md'), '# Lamps\n'));
  assert.ok(host.log.some((line) => line.includes('links are being checked already')));
  assert.deepEqual(host.messages, []);
});

test('where there is no program, the message leads to the ways out', async () => {
  const [install, setting] = ['How to install curate', 'Open the setting'];
  for (const [press, opened, called] of [[install, 1, 0], [setting, 1, 1], [undefined, 1, 1]] as const) {
    host.press = press;
    await start({ 'curate.path': '/nowhere/curate' });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(host.messages.at(-1)?.buttons, [install, setting]);
    assert.match(host.messages.at(-1)!.message, /\/nowhere\/curate/);
    assert.equal(host.opened.length, opened);
    assert.equal(host.called.filter(({ command }) => command === 'workbench.action.openSettings').length, called);
    assert.equal(isRunning(), false);
    await deactivate();
    context.subscriptions.splice(0).forEach((part) => part.dispose());
  }
  assert.match(host.opened[0]!, /^https:\/\/github\.com\/curate-lists\/curate#install$/);
});

test('an old program and another one are named, and a restart finds the new one', async () => {
  process.env['FAKE_VERSION'] = '0.0.1';
  await start();
  assert.match(host.messages[0]!.message, /is curate 0\.0\.1; this extension needs/);
  const folder = mkdtempSync(join(tmpdir(), 'curate-vscode-'));
  writeFileSync(join(folder, 'curate'), '#!/bin/sh\necho lamp 3\n');
  chmodSync(join(folder, 'curate'), 0o755);
  await host.configure({ 'curate.path': join(folder, 'curate') });
  assert.match(host.messages[1]!.message, /is not the program curate, or does not run: lamp 3/);
  delete process.env['FAKE_VERSION'];
  await host.configure({ 'curate.path': FAKE });
  assert.equal(isRunning(), true);
  assert.equal(host.messages.length, 2);
});

test('missing entries are shown where the lens says, in the types of the editor', async () => {
  await start();
  const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 9 } };
  const locations = [{ uri: 'file:///lists/README.zh-cn.md', range }];
  await host.run('curate.showMissing', LIST.toString(), { line: 1, character: 2 }, locations);
  const shown = host.called.find(({ command }) => command === 'editor.action.showReferences')!;
  const [uri, position, places] = shown.arguments_ as [Uri, Position, Location[]];
  assert.equal(uri.toString(), LIST.toString());
  assert.deepEqual(position, new Position(1, 2));
  assert.ok(places[0] instanceof Location);
  assert.deepEqual(places[0].range, new Range(new Position(3, 0), new Position(3, 9)));
});
