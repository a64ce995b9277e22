// The language server `curate lsp`: started, stopped and started anew.

import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import { commandMiddleware } from './commands';
import { hintsMiddleware } from './hints';
import { showProblem } from './problems';
import { findProgram } from './program';
import { configuredPath, language } from './settings';

/** Says to the conditions of package.json whether the server runs. */
const IS_RUNNING = 'curate.isRunning';

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  /** What is done one after the other, so that two changes of settings do not start two servers. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly output: vscode.LogOutputChannel) {}

  /** The client, while the server runs. */
  get running(): LanguageClient | undefined {
    return this.client?.isRunning() ? this.client : undefined;
  }

  /** Starts the server; where one runs, it is stopped first. What goes wrong is shown to the user, not thrown. */
  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  dispose(): void {
    void this.stop();
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error: unknown) => this.output.error(String(error)));
    return this.queue;
  }

  private async startNow(): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const program = await findProgram({ configured: configuredPath(), folder, path: process.env['PATH'] ?? '' });
    if ('kind' in program) {
      showProblem(program, this.output);
      return;
    }
    this.output.info(`${program.file}, version ${program.version}`);
    const client = new LanguageClient('curate', 'curate', serverOptions(program.file), this.clientOptions());
    this.client = client;
    client.onDidChangeState(() => void setRunning(client.isRunning()));
    await client.start();
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop()) {
      await client.stop();
    }
    await client?.dispose();
    await setRunning(false);
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: ['file', 'untitled'].map((scheme) => ({ scheme, language: 'markdown' })),
      middleware: { ...commandMiddleware(() => this.running), ...hintsMiddleware() },
      outputChannel: this.output,
    };
  }
}

function serverOptions(command: string): ServerOptions {
  const lang = language();
  return { command, args: lang === undefined ? ['lsp'] : ['lsp', '--lang', lang] };
}

function setRunning(isRunning: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', IS_RUNNING, isRunning);
}
