// Finds the program `curate` and says what is wrong where it cannot be used.

import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

/** The oldest version whose language server does all that this extension asks of it. */
export const OLDEST = [0, 1, 0] as const;

/** How long `curate --version` may take, in milliseconds. */
const PATIENCE = 10_000;

/** Where to look for the program. */
export interface Search {
  /** The setting `curate.path`; empty where it is not set. */
  configured: string;
  /** What a relative `configured` is relative to: the first folder of the workspace. */
  folder: string | undefined;
  /** The value of the variable `PATH`. */
  path: string;
}

/** A program that can be used. */
export interface Program {
  /** The absolute path of its file. */
  file: string;
  /** Its version, as it says it. */
  version: string;
}

/** Why there is no program to use. `file` is what was looked at, where there is one. */
export type Problem =
  | { kind: 'not-found' }
  | { kind: 'not-there'; file: string }
  | { kind: 'not-curate'; file: string; detail: string }
  | { kind: 'too-old'; file: string; version: string };

/** The program that `search` leads to, or why there is none. */
export async function findProgram(search: Search): Promise<Program | Problem> {
  const file = search.configured === '' ? await onPath(search.path) : resolved(search.configured, search.folder);
  if (file === undefined) {
    return { kind: 'not-found' };
  }
  if (!(await isProgram(file))) {
    return { kind: 'not-there', file };
  }
  const run = await versionOf(file);
  if ('detail' in run) {
    return { kind: 'not-curate', file, detail: run.detail };
  }
  return isOld(run.version) ? { kind: 'too-old', file, version: run.version } : { file, version: run.version };
}

/** The version in what `curate --version` prints; `undefined` where another program prints it. */
export function parseVersion(printed: string): string | undefined {
  return /^curate (\d+\.\d+\.\d+(?:-[\w.-]+)?)\s*$/.exec(printed)?.[1];
}

/** Whether `version` is older than {@link OLDEST}. What stands before a release counts as the release. */
export function isOld(version: string): boolean {
  const numbers = version.split('-')[0]!.split('.').map(Number);
  for (const [place, oldest] of OLDEST.entries()) {
    const number = numbers[place] ?? 0;
    if (number !== oldest) {
      return number < oldest;
    }
  }
  return false;
}

/** A configured path as an absolute one; `~/` is the home folder. */
function resolved(configured: string, folder: string | undefined): string | undefined {
  if (configured.startsWith('~/')) {
    return join(homedir(), configured.slice(2));
  }
  if (isAbsolute(configured)) {
    return configured;
  }
  return folder === undefined ? undefined : join(folder, configured);
}

/**
 * The first `curate` in the folders of `path`. Relative folders are passed over, and the current folder is not looked into as Windows
 * would do it: a workspace must not bring the program.
 */
async function onPath(path: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'curate.exe' : 'curate';
  for (const folder of path.split(delimiter)) {
    if (isAbsolute(folder) && (await isProgram(join(folder, name)))) {
      return join(folder, name);
    }
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

function versionOf(file: string): Promise<{ version: string } | { detail: string }> {
  return new Promise((resolve) => {
    execFile(file, ['--version'], { timeout: PATIENCE, windowsHide: true }, (error, printed) => {
      const version = parseVersion(printed);
      if (error === null && version !== undefined) {
        resolve({ version });
      } else {
        resolve({ detail: error?.message ?? printed.slice(0, 200) });
      }
    });
  });
}
