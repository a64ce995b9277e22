// The settings of the extension, as package.json declares them.

import * as vscode from 'vscode';

/** Settings after whose change the server starts anew. */
const STARTUP = ['curate.path', 'curate.hints', 'curate.lang'];

/** Whether hints are shown. */
export function showsHints(): boolean {
  return vscode.workspace.getConfiguration('curate').get('hints', true);
}

/** The language of findings; `undefined` leaves it to the configuration of the list. */
export function language(): string | undefined {
  const chosen = vscode.workspace.getConfiguration('curate').get('lang', 'auto');
  return chosen === 'auto' ? editorLanguage() : chosen;
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
function editorLanguage(): string | undefined {
  return /^zh\b/i.test(vscode.env.language) ? 'zh' : undefined;
}
