// Bundles the extension into dist/extension.js, with the licences of what is in it; with the argument `tests`, each
// tests/*.test.ts with what it imports, where `vscode` is the mock host of tests/host.
import { build } from 'esbuild';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const common = { bundle: true, format: 'cjs', platform: 'node', target: 'node20' };

async function buildTests() {
  rmSync('dist/tests', { recursive: true, force: true });
  const tests = readdirSync('tests').filter((name) => name.endsWith('.test.ts'));
  await build({
    ...common,
    entryPoints: tests.map((name) => `tests/${name}`),
    outdir: 'dist/tests',
    alias: { vscode: './tests/host/index.ts' },
    sourcemap: 'inline',
  });
}

async function buildExtension() {
  const entry = { entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' };
  const { metafile } = await build({ ...common, ...entry, external: ['vscode'], minify: true, metafile: true });
  writeFileSync('dist/licenses.txt', licenses(Object.keys(metafile.inputs)));
}

/** The licences of the packages that `files` are of, one after the other. */
function licenses(files) {
  const packages = new Set(files.flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  return [...packages].sort().map(license).join('\n\n');
}

function license(folder) {
  const name = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (name === undefined) {
    throw new Error(`${folder} has no licence`);
  }
  return `# ${folder.replace(/^.*node_modules\//, '')}\n\n${readFileSync(`${folder}/${name}`, 'utf8').trim()}\n`;
}

await (process.argv[2] === 'tests' ? buildTests() : buildExtension());
