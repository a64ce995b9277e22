// What the editor calls: the extension begins and ends here.

import * as vscode from 'vscode';
import type { Location, Position } from 'vscode-languageclient/node';
import { checkLinksOf } from './commands';
import { SHOW_MISSING, showMissing } from './missing';
import { Server } from './server';
import { checksLinksOnSave, needsRestart } from './settings';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('curate', { log: true });
  const started = new Server(output);
  server = started;
  context.subscriptions.push(
    output,
    started,
    vscode.commands.registerCommand('curate.restart', () => started.restart()),
    vscode.commands.registerCommand('curate.showOutput', () => output.show()),
    vscode.commands.registerCommand(SHOW_MISSING, (uri?: string, position?: Position, locations?: Location[]) => {
      return started.running && showMissing(started.running, uri, position, locations);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => needsRestart(event) && started.restart()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
    vscode.workspace.onDidSaveTextDocument((document) => onSave(started, document, output)),
  );
  await started.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}

/** Checks links after `document` was saved, where it should. Nobody has called for it: a failure is written down, not shown. */
async function onSave(server: Server, document: vscode.TextDocument, output: vscode.LogOutputChannel): Promise<void> {
  const client = server.running;
  if (client !== undefined && document.languageId === 'markdown' && checksLinksOnSave()) {
    await checkLinksOf(client, document.uri).catch((error: unknown) => output.warn(String(error)));
  }
}
