// The extension in a mock host, with the real server: the program that CURATE_PROGRAM names.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { ExtensionContext } from 'vscode';
import { activate, deactivate } from '../src/extension';
import { CancellationTokenSource, CodeAction, CodeActionKind, CodeLens, host, Location, Position, Range, Uri, window, workspace } from './host';

const PROGRAM = process.env['CURATE_PROGRAM'] ?? '';
const options = { skip: PROGRAM === '' };
const LIST = `# Lamps

[中文](README.zh-cn.md)

- [Desk lamps](#desk-lamps)

## Desk lamps

- [Clip ](https://clip.example/) - Holds on.
- 😀灯 [Flex]((https://flex.example/arm)) - Bends.
- [Glow](https://glow.example/) - Warm.
`;
const TRANSLATION = `# 灯

[English](README.md)

## 台灯

- [Clip](https://clip.example/) - 夹住。
- [Glow](https://glow.example/) - 暖。

见[英文版](README.md#desk-lamps)。
`;

const never = new CancellationTokenSource().token;
const everything = new Range(0, 0, 1000, 0);
let context: { subscriptions: { dispose(): unknown }[] };
let folder: string;

/** Opens README.md of a fresh folder with two editions, as the editor does that starts with it. */
async function start(list = LIST) {
  folder = mkdtempSync(join(tmpdir(), 'curate-vscode-'));
  mkdirSync(join(folder, '.git'));
  process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
  writeFileSync(join(folder, 'README.md'), list);
  writeFileSync(join(folder, 'README.zh-cn.md'), TRANSLATION);
  workspace.workspaceFolders = [{ uri: Uri.file(folder), name: 'lamps', index: 0 }];
  host.settings = { 'curate.path': PROGRAM };
  const document = host.open(Uri.file(join(folder, 'README.md')), list);
  await activate(context as unknown as ExtensionContext);
  return document;
}

/** The rule of a finding. */
function code({ code }: { code: unknown }): string {
  return typeof code === 'object' ? (code as { value: string }).value : String(code);
}

/** What `curate` prints with `arguments_` in the folder. */
function curate(...arguments_: string[]): string {
  return execFileSync(PROGRAM, arguments_, { cwd: folder, encoding: 'utf8' });
}

beforeEach(() => {
  context = { subscriptions: [] };
  Object.assign(host, { messages: [], called: [], progress: [], log: [] });
  Object.assign(workspace, { textDocuments: [], workspaceFolders: undefined });
  Object.assign(window, { activeTextEditor: undefined, visibleTextEditors: [] });
});

afterEach(async () => {
  await deactivate();
  context.subscriptions.forEach((part) => part.dispose());
  workspace.workspaceFolders = undefined;
});

test('findings are those of lint, and follow what is typed', options, async () => {
  const document = await start();
  const found = await host.published(document, (found) => found.length > 0);
  const report = JSON.parse(curate('lint', '--output-format', 'json', '--fail-on', 'never', 'README.md'));
  const rules = (all: { rule: string }[]) => all.map(({ rule }) => rule).sort();
  assert.ok(found.length > 2);
  assert.deepEqual(found.map(code).sort(), rules(report.diagnostics));
  host.type(document, LIST.replace('[Clip ]', '[Clip]').replace('((https://flex.example/arm))', '(https://flex.example/arm)'));
  const left = await host.published(document, (left) => left.length < found.length && left.every((one) => code(one).startsWith('parity/')));
  assert.ok(left.length < found.length);
});

/** The actions that the editor offers for the whole of `document`. */
function actions(document: unknown, only?: CodeActionKind): Promise<CodeAction[]> {
  const given = { diagnostics: [...host.diagnostics.values()].flat(), only, triggerKind: 1 };
  return host.providers.get('CodeActions').provideCodeActions(document, everything, given, never);
}

/** README.md as `curate lint --fix` with `arguments_` makes it. */
function fixed(...arguments_: string[]): string {
  curate('lint', '--fix', '--fail-on', 'never', ...arguments_, 'README.md');
  return readFileSync(join(folder, 'README.md'), 'utf8');
}

test('a quick fix changes its line alone', options, async () => {
  const document = await start();
  await host.published(document, (found) => found.length > 0);
  const preferred = (await actions(document, CodeActionKind.QuickFix)).filter(({ isPreferred }) => isPreferred);
  const padding = preferred.find(({ diagnostics }) => diagnostics?.[0]?.range.start.line === 8)!;
  await workspace.applyEdit(padding.edit!);
  assert.equal(document.getText(), LIST.replace('[Clip ]', '[Clip]'));
});

test('all safe fixes are those of lint --fix, as an action on save and as a command', options, async () => {
  const document = await start();
  const [onSave] = await actions(document, CodeActionKind.SourceFixAll.append('curate'));
  const before = document.getText();
  await host.run('curate.fixAll');
  await host.changed(document, before);
  const byCommand = document.getText();
  host.type(document, before);
  await workspace.applyEdit(onSave!.edit!);
  assert.equal(document.getText(), byCommand);
  assert.equal(byCommand, fixed());
  assert.notEqual(byCommand, before);
});

test('a heading is renamed in every edition', options, async () => {
  const document = await start();
  const translation = host.open(Uri.file(join(folder, 'README.zh-cn.md')), TRANSLATION);
  const edit = await host.providers.get('Rename').provideRenameEdits(document, new Position(6, 5), 'Lamps for desks', never);
  await workspace.applyEdit(edit);
  const renamed = (text: string) => text.replace('## Desk lamps', '## Lamps for desks').replaceAll('#desk-lamps', '#lamps-for-desks');
  // The contents follow the heading.
  assert.equal(document.getText(), renamed(LIST).replace('[Desk lamps]', '[Lamps for desks]'));
  assert.equal(translation.getText(), renamed(TRANSLATION));
});

test('the line above tells what a translation lacks, and leads there', options, async () => {
  const document = await start();
  const lenses: CodeLens[] = await host.providers.get('CodeLens').provideCodeLenses(document, never);
  const lens = lenses.find(({ command }) => command?.command === 'curate.showMissing')!;
  await host.run('curate.showMissing', ...lens.command!.arguments!);
  const shown = host.called.find(({ command }) => command === 'editor.action.showReferences')!;
  const places = shown.arguments_[2] as Location[];
  assert.deepEqual(places.map(({ range }) => range.start.line), [9]);
});

test('links are checked when the user says so, and dead ones are findings', options, async () => {
  // No resolver looks for names below `invalid` (RFC 6761), so nothing is requested.
  const document = await start('# Lamps\n\n- [Clip](https://clip.invalid/) - Holds on.\n');
  const isDead = (found: { code: unknown }) => code(found) === 'links/dead';
  await host.published(document, (found) => found.length > 0 && !found.some(isDead));
  await host.run('curate.checkLinks');
  assert.deepEqual(host.progress.at(-1)!.steps.at(-1), { message: '1/1', increment: 100 });
  const dead = (await host.published(document, (found) => found.some(isDead))).find(isDead);
  assert.equal(dead?.range.start.line, 2);
  assert.deepEqual(host.messages, [{ message: '1 URL: 1 dead', buttons: [] }]);
});
