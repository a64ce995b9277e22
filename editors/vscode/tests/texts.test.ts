// What package.json and the sources say is there in both languages.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (name: string) => readFileSync(name, 'utf8');
const keys = (name: string) => Object.keys(JSON.parse(read(name))).sort();

/** All texts that `pattern` finds in `source`, once each. */
function all(source: string, pattern: RegExp): string[] {
  return [...new Set([...source.matchAll(pattern)].map((found) => found[1]!))].sort();
}

test('texts of package.json', () => {
  const named = all(read('package.json'), /"%([\w.]+)%"/g);
  assert.ok(named.length > 10);
  assert.deepEqual(keys('package.nls.json'), named);
  assert.deepEqual(keys('package.nls.zh-cn.json'), named);
});

test('messages of the sources', () => {
  const sources = readdirSync('src').map((name) => read(`src/${name}`)).join('\n');
  assert.deepEqual(all(sources, /l10n\.t\(\s*'([^']+)'/g), keys('l10n/bundle.l10n.zh-cn.json'));
  const holes = (text: string) => all(text, /(\{\d\})/g);
  for (const [english, chinese] of Object.entries<string>(JSON.parse(read('l10n/bundle.l10n.zh-cn.json')))) {
    assert.deepEqual(holes(english), holes(chinese), english);
  }
});

test('the README names every setting and command', () => {
  const { contributes } = JSON.parse(read('package.json'));
  const readme = read('README.md');
  const texts = JSON.parse(read('package.nls.json'));
  for (const setting of Object.keys(contributes.configuration.properties)) {
    assert.ok(readme.includes(`\`${setting}\``), setting);
  }
  for (const { title } of contributes.commands) {
    assert.ok(readme.includes(texts[title.slice(1, -1)]), title);
  }
});
