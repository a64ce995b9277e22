// Shows how far a request of the server is.

import * as vscode from 'vscode';
import { WorkDoneProgress, type LanguageClient, type WorkDoneProgressBegin, type WorkDoneProgressReport } from 'vscode-languageclient/node';
import { randomUUID } from 'node:crypto';

/** Makes the request with the token by which its progress is told, and ends when it is told to. */
type Send = (workDoneToken: string, cancellation: vscode.CancellationToken) => Promise<unknown>;

/**
 * Sends a request and shows its progress as a notification that can cancel it. Resolves with what the server answers; `undefined`
 * where the user has cancelled it.
 */
export async function withProgress(client: LanguageClient, title: string, send: Send): Promise<unknown> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, cancellation) => {
    const token = randomUUID();
    let shown = 0;
    const listener = client.onProgress(WorkDoneProgress.type, token, (step) => {
      if (step.kind === 'end') {
        return;
      }
      const { message, increment } = sinceShown(step, shown);
      shown += increment ?? 0;
      progress.report({ ...(message !== undefined && { message }), ...(increment !== undefined && { increment }) });
    });
    try {
      return await send(token, cancellation);
    } catch (error) {
      if (cancellation.isCancellationRequested) {
        return undefined;
      }
      throw error;
    } finally {
      listener.dispose();
    }
  });
}

/** What `step` adds to the `shown` percent: servers tell the whole, the editor wants what is new. */
function sinceShown(step: WorkDoneProgressBegin | WorkDoneProgressReport, shown: number) {
  const increment = step.percentage === undefined ? undefined : Math.max(0, Math.min(100, step.percentage) - shown);
  return { message: step.message, increment };
}
