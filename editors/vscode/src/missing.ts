// Shows the entries that another edition lacks: what the server's code lens leads to.

import * as vscode from 'vscode';
import type { LanguageClient, Location, Position } from 'vscode-languageclient/node';

export const SHOW_MISSING = 'curate.showMissing';

/**
 * Opens a view of `locations` at `position` of the document `uri`, all as the protocol gives them. Called without them, as from the
 * command palette, it follows the code lens of the document in front.
 */
export async function showMissing(client: LanguageClient, uri?: string, position?: Position, locations?: Location[]): Promise<void> {
  if (uri === undefined || position === undefined || locations === undefined) {
    return followLens();
  }
  const convert = client.protocol2CodeConverter;
  const places = locations.map((location) => convert.asLocation(location));
  await vscode.commands.executeCommand('editor.action.showReferences', convert.asUri(uri), convert.asPosition(position), places);
}

async function followLens(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) {
    return;
  }
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
  const lens = lenses.find((lens) => lens.command?.command === SHOW_MISSING);
  if (lens?.command?.arguments === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No entries are missing in the other editions.'));
    return;
  }
  await vscode.commands.executeCommand(SHOW_MISSING, ...lens.command.arguments);
}
