// The settings of the extension, as package.json declares them.

import * as vscode from 'vscode';

/** What the server gets to know when it starts. */
export interface ServerSettings {
  /** Whether hints are shown. */
  hints: boolean;
  /** The language of findings; `null` leaves it to the configuration of the list and to the environment. */
  lang: string | null;
}

/** Settings after whose change the server starts anew. */
const STARTUP = ['curate.path', 'curate.hints', 'curate.lang'];

export function serverSettings(): ServerSettings {
  const settings = vscode.workspace.getConfiguration('curate');
  const lang = settings.get('lang', 'auto');
  return { hints: settings.get('hints', true), lang: lang === 'auto' ? editorLanguage() : lang };
}

/** Where the program is said to be; empty where it is looked for. */
export function configuredPath(): string {
  return vscode.workspace.getConfiguration('curate').get('path', '').trim();
}

/** Whether links are checked when a document is saved. In a workspace that is not trusted its own settings have no say in this. */
export function checksLinksOnSave(): boolean {
  return vscode.workspace.getConfiguration('curate').get('checkLinksOnSave', false);
}

export function needsRestart(event: vscode.ConfigurationChangeEvent): boolean {
  return STARTUP.some((name) => event.affectsConfiguration(name));
}

/** Chinese where the editor is Chinese. */
function editorLanguage(): string | null {
  return /^zh\b/i.test(vscode.env.language) ? 'zh' : null;
}
