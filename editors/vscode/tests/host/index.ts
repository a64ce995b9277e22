// A host that stands in for the editor: the module `vscode` as far as the extension and its client use it. What a test does to it
// and sees of it is `host`.

import { CancellationTokenSource, Disposable, EventEmitter } from './events';
import { Range, TabInputText, Uri, WorkspaceEdit, type Diagnostic, type TextEdit } from './types';

export * from './events';
export * from './types';
export const version = '1.91.0';

type Any = any;
type Handler = (...arguments_: Any[]) => unknown;

/** A document that is open in the editor. */
class Document {
  version = 1;
  isDirty = false;
  isClosed = false;
  eol = 1;
  constructor(readonly uri: Uri, readonly languageId: string, private text: string) {}
  get fileName(): string {
    return this.uri.fsPath;
  }
  getText(): string {
    return this.text;
  }
  /** Applies edits that were all made for the text as it is. */
  apply(edits: TextEdit[]): void {
    const offset = (at: { line: number; character: number }) =>
      this.text.split('\n').slice(0, at.line).join('\n').length + (at.line > 0 ? 1 : 0) + at.character;
    const ordered = edits.map((edit) => [offset(edit.range.start), offset(edit.range.end), edit.newText] as const);
    ordered.sort((one, other) => other[0] - one[0]);
    for (const [start, end, text] of ordered) {
      this.text = this.text.slice(0, start) + text + this.text.slice(end);
    }
    this.version += 1;
  }
}

const events = {
  opened: new EventEmitter<Document>(),
  changed: new EventEmitter<Any>(),
  closed: new EventEmitter<Document>(),
  saved: new EventEmitter<Document>(),
  tabs: new EventEmitter<Any>(),
  configured: new EventEmitter<Any>(),
  trusted: new EventEmitter<void>(),
  published: new EventEmitter<string>(),
};
const never = () => new Disposable(() => {});
const providers = new Map<string, Any>();
const registered = new Map<string, Handler>();
const diagnostics = new Map<string, Diagnostic[]>();

/** What tests do and see. */
export const host = {
  settings: {} as Record<string, unknown>,
  /** Messages shown, each with the buttons below it; `press` is the button that the user presses. */
  messages: [] as { message: string; buttons: string[] }[],
  press: undefined as string | undefined,
  /** Commands of the editor that were called, with their arguments. */
  called: [] as { command: string; arguments_: unknown[] }[],
  /** Addresses opened in the browser. */
  opened: [] as string[],
  /** What was shown of each progress, and the last one's cancel button. */
  progress: [] as { title: string; steps: Any[]; cancel: () => void }[],
  log: [] as string[],
  diagnostics,
  providers,
  events,

  open(uri: Uri, text: string, languageId = 'markdown'): Document {
    const document = new Document(uri, languageId, text);
    workspace.textDocuments.push(document);
    const editor = { document };
    window.activeTextEditor = editor;
    window.visibleTextEditors.push(editor);
    void events.tabs.fire({ opened: [], closed: [], changed: [] });
    void events.opened.fire(document);
    return document;
  },

  /** Replaces the whole text, as somebody who types. */
  type(document: Document, text: string): void {
    const all = new Range(0, 0, 1_000_000, 0);
    const change = { range: all, rangeOffset: 0, rangeLength: document.getText().length, text };
    document.apply([{ range: all, newText: text }]);
    void events.changed.fire({ document, contentChanges: [change], reason: undefined });
  },

  async configure(settings: Record<string, unknown>): Promise<void> {
    Object.assign(host.settings, settings);
    const affects = (name: string) => Object.keys(settings).some((key) => key === name || key.startsWith(`${name}.`));
    await events.configured.fire({ affectsConfiguration: affects });
  },

  /** The diagnostics of `document` as soon as `is` holds of them. */
  async published(document: Document, is: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    const key = document.uri.toString();
    for (;;) {
      const found = diagnostics.get(key) ?? [];
      if (is(found)) {
        return found;
      }
      await new Promise<void>((resolve) => {
        const listener = events.published.event(() => {
          listener.dispose();
          resolve();
        });
      });
    }
  },

  /** Resolves when `document` has another text than `before`. */
  async changed(document: Document, before: string): Promise<void> {
    while (document.getText() === before) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  },

  run(command: string, ...arguments_: unknown[]): Promise<Any> {
    return commands.executeCommand(command, ...arguments_);
  },

  has(command: string): boolean {
    return registered.has(command);
  },
};

export const commands = {
  registerCommand(command: string, handler: Handler): Disposable {
    if (registered.has(command)) {
      throw new Error(`command '${command}' already exists`);
    }
    registered.set(command, handler);
    return new Disposable(() => registered.delete(command));
  },
  async executeCommand(command: string, ...arguments_: unknown[]): Promise<unknown> {
    const handler = registered.get(command);
    if (handler !== undefined) {
      return handler(...arguments_);
    }
    host.called.push({ command, arguments_ });
    return undefined;
  },
};

const show = async (message: string, ...buttons: string[]) => {
  host.messages.push({ message, buttons });
  return buttons.find((button) => button === host.press);
};

export const window = {
  activeTextEditor: undefined as { document: Document } | undefined,
  visibleTextEditors: [] as { document: Document }[],
  tabGroups: {
    // The client pulls diagnostics of what is in a tab.
    get all() {
      return [{ tabs: workspace.textDocuments.map(({ uri }) => ({ input: new TabInputText(uri) })) }];
    },
    onDidChangeTabs: events.tabs.event,
    onDidChangeTabGroups: never,
  },
  onDidChangeActiveTextEditor: never,
  onDidChangeVisibleTextEditors: never,
  showErrorMessage: show,
  showWarningMessage: show,
  showInformationMessage: show,
  createOutputChannel: () => {
    const write = (line: string) => void host.log.push(line);
    const shown = () => void host.called.push({ command: 'output.show', arguments_: [] });
    const levels = { trace: write, debug: write, info: write, warn: write, error: write };
    return { ...levels, append: write, appendLine: write, show: shown, dispose() {}, logLevel: 3, onDidChangeLogLevel: never };
  },
  withProgress(options: { title: string }, work: (progress: Any, token: Any) => Promise<unknown>): Promise<unknown> {
    const source = new CancellationTokenSource();
    const shown = { title: options.title, steps: [] as Any[], cancel: () => source.cancel() };
    host.progress.push(shown);
    return work({ report: (step: Any) => shown.steps.push(step) }, source.token);
  },
};

export const workspace = {
  textDocuments: [] as Document[],
  notebookDocuments: [],
  workspaceFolders: undefined as { uri: Uri; name: string; index: number }[] | undefined,
  onDidOpenTextDocument: events.opened.event,
  onDidChangeTextDocument: events.changed.event,
  onDidCloseTextDocument: events.closed.event,
  onDidSaveTextDocument: events.saved.event,
  onDidChangeConfiguration: events.configured.event,
  onDidGrantWorkspaceTrust: events.trusted.event,
  onWillSaveTextDocument: never,
  onDidChangeWorkspaceFolders: never,
  onDidOpenNotebookDocument: never,
  onDidChangeNotebookDocument: never,
  onDidCloseNotebookDocument: never,
  onDidSaveNotebookDocument: never,
  onDidCreateFiles: never,
  onDidRenameFiles: never,
  onDidDeleteFiles: never,
  onWillCreateFiles: never,
  onWillRenameFiles: never,
  onWillDeleteFiles: never,
  createFileSystemWatcher: () => ({ onDidCreate: never, onDidChange: never, onDidDelete: never, dispose() {} }),
  registerTextDocumentContentProvider: never,
  getConfiguration(section?: string) {
    const key = (name: string) => (section ? `${section}.${name}` : name);
    return { get: (name: string, otherwise?: unknown) => host.settings[key(name)] ?? otherwise, inspect: () => undefined };
  },
  getWorkspaceFolder: () => workspace.workspaceFolders?.[0],
  async applyEdit(edit: WorkspaceEdit): Promise<boolean> {
    for (const [uri, edits] of edit.entries()) {
      const document = workspace.textDocuments.find((document) => document.uri.toString() === uri);
      if (document === undefined) {
        return false;
      }
      document.apply(edits);
      const contentChanges = [{ range: new Range(0, 0, 1_000_000, 0), rangeOffset: 0, rangeLength: 0, text: document.getText() }];
      await events.changed.fire({ document, contentChanges, reason: undefined });
    }
    return true;
  },
};

const provide = (kind: string) => (...parts: Any[]) => {
  providers.set(kind, parts.find((part) => Object.keys(part).some((key) => /^(provide|resolve|prepare)/.test(key))));
  return new Disposable(() => providers.delete(kind));
};

const kinds = ['CodeActions', 'CodeLens', 'DocumentFormattingEdit', 'Hover', 'Rename', 'Definition', 'Reference', 'DocumentLink'];
const others = ['CompletionItem', 'DocumentSymbol', 'WorkspaceSymbol', 'FoldingRange', 'SelectionRange', 'DocumentHighlight'];

export const languages = {
  ...Object.fromEntries([...kinds, ...others].map((kind) => [`register${kind}Provider`, provide(kind)])),
  match: (selector: Any[], document: Document) =>
    selector.some(({ scheme, language }) => scheme === document.uri.scheme && language === document.languageId) ? 10 : 0,
  createDiagnosticCollection: () => ({
    set(uri: Uri, found: Diagnostic[] | undefined) {
      diagnostics.set(uri.toString(), found ?? []);
      void events.published.fire(uri.toString());
    },
    delete: (uri: Uri) => diagnostics.delete(uri.toString()),
    has: (uri: Uri) => diagnostics.has(uri.toString()),
    clear: () => diagnostics.clear(),
    dispose() {},
  }),
};

export const env = {
  appName: 'host',
  language: 'en',
  openExternal: async (uri: Uri) => host.opened.push(uri.toString(true)) > 0,
};

export const l10n = {
  t: (message: string, ...parts: unknown[]) => message.replace(/\{(\d+)\}/g, (_, at) => String(parts[Number(at)])),
};
