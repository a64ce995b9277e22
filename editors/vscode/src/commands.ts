// The commands. Those of the server (`curate.fixAll`, `curate.checkLinks`) are registered by the client as soon as the server offers
// them; this middleware says which document they are for. The others are the extension's own.

import * as vscode from 'vscode';
import { ExecuteCommandRequest, type ExecuteCommandParams, type LanguageClient, type Middleware } from 'vscode-languageclient/node';
import { withProgress } from './progress';

export const CHECK_LINKS = 'curate.checkLinks';

/** Gives commands that name no document the one in front, and shows how far a check of links is and what it has found. */
export function commandMiddleware(running: () => LanguageClient | undefined): Middleware {
  return {
    executeCommand: async (command, given, next) => {
      const document = vscode.window.activeTextEditor?.document;
      const arguments_ = given.length > 0 || document === undefined ? given : [document.uri.toString()];
      const client = running();
      if (command === CHECK_LINKS && client !== undefined) {
        const said = await checkLinks(client, arguments_);
        if (typeof said === 'string' && said !== '') {
          void vscode.window.showInformationMessage(said);
        }
        return said;
      }
      return next(command, arguments_);
    },
  };
}

/** Checks the links of the list with `uri`; resolves when the server is done or the user has cancelled it. */
export function checkLinksOf(client: LanguageClient, uri: vscode.Uri): Promise<unknown> {
  return checkLinks(client, [uri.toString()]);
}

function checkLinks(client: LanguageClient, arguments_: unknown[]): Promise<unknown> {
  return withProgress(client, vscode.l10n.t('Checking links'), (workDoneToken, cancellation) => {
    const params: ExecuteCommandParams = { command: CHECK_LINKS, arguments: arguments_ as NonNullable<ExecuteCommandParams['arguments']>, workDoneToken };
    return client.sendRequest(ExecuteCommandRequest.type, params, cancellation);
  });
}
