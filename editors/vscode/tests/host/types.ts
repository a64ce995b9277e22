// The plain types of the module `vscode`: what the client builds and the tests look at.

export { URI as Uri } from 'vscode-uri';

export class Position {
  constructor(readonly line: number, readonly character: number) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position | number, end: Position | number, endLine?: number, endCharacter?: number) {
    this.start = typeof start === 'number' ? new Position(start, end as number) : start;
    this.end = typeof start === 'number' ? new Position(endLine!, endCharacter!) : (end as Position);
  }
}

export class Selection extends Range {}

export class Location {
  constructor(readonly uri: unknown, readonly range: Range) {}
}

export class Diagnostic {
  code: unknown;
  source: string | undefined;
  constructor(readonly range: Range, readonly message: string, readonly severity: number) {}
}

export class DiagnosticRelatedInformation {
  constructor(readonly location: Location, readonly message: string) {}
}

export class CodeAction {
  edit: WorkspaceEdit | undefined;
  command: { command: string; arguments?: unknown[] } | undefined;
  isPreferred: boolean | undefined;
  diagnostics: Diagnostic[] | undefined;
  constructor(readonly title: string, readonly kind?: CodeActionKind) {}
}

export class CodeActionKind {
  static readonly Empty = new CodeActionKind('');
  static readonly QuickFix = new CodeActionKind('quickfix');
  static readonly Refactor = new CodeActionKind('refactor');
  static readonly RefactorExtract = new CodeActionKind('refactor.extract');
  static readonly RefactorInline = new CodeActionKind('refactor.inline');
  static readonly RefactorMove = new CodeActionKind('refactor.move');
  static readonly RefactorRewrite = new CodeActionKind('refactor.rewrite');
  static readonly Source = new CodeActionKind('source');
  static readonly SourceFixAll = new CodeActionKind('source.fixAll');
  static readonly SourceOrganizeImports = new CodeActionKind('source.organizeImports');
  static readonly Notebook = new CodeActionKind('notebook');
  constructor(readonly value: string) {}
  append(part: string): CodeActionKind {
    return new CodeActionKind(this.value === '' ? part : `${this.value}.${part}`);
  }
}

export class CodeLens {
  constructor(readonly range: Range, readonly command?: { command: string; arguments?: unknown[] }) {}
}

export class TextEdit {
  static replace(range: Range, newText: string): TextEdit {
    return new TextEdit(range, newText);
  }
  constructor(readonly range: Range, readonly newText: string) {}
}

export class WorkspaceEdit {
  private readonly edits = new Map<string, TextEdit[]>();
  set(uri: { toString(): string }, edits: (TextEdit | [TextEdit, unknown])[]): void {
    const plain = edits.map((edit) => (Array.isArray(edit) ? edit[0] : edit));
    this.edits.set(uri.toString(), [...(this.edits.get(uri.toString()) ?? []), ...plain]);
  }
  entries(): [string, TextEdit[]][] {
    return [...this.edits];
  }
}

export class MarkdownString {
  isTrusted: unknown;
  supportHtml: boolean | undefined;
  constructor(public value = '') {}
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

export class Hover {
  constructor(readonly contents: unknown, readonly range?: Range) {}
}

export class TabInputText {
  constructor(readonly uri: unknown) {}
}

/** Classes that the client extends and no test looks into. */
class Item {
  constructor(...members: unknown[]) {
    Object.assign(this, { members });
  }
}
export class CompletionItem extends Item {}
export class CompletionList extends Item {}
export class SnippetString extends Item {}
export class SymbolInformation extends Item {}
export class DocumentSymbol extends Item {}
export class DocumentLink extends Item {}
export class InlayHint extends Item {}
export class CallHierarchyItem extends Item {}
export class TypeHierarchyItem extends Item {}
export class RelativePattern extends Item {}
export class ThemeIcon extends Item {}
export class TabInputTextDiff extends Item {}
export class TabInputCustom extends Item {}
export class TabInputNotebook extends Item {}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 } as const;
export const DiagnosticTag = { Unnecessary: 1, Deprecated: 2 } as const;
export const CompletionItemKind = {};
export const CompletionItemTag = { Deprecated: 1 } as const;
export const CompletionTriggerKind = { Invoke: 0, TriggerCharacter: 1, TriggerForIncompleteCompletions: 2 } as const;
export const CodeActionTriggerKind = { Invoke: 1, Automatic: 2 } as const;
export const SymbolKind = {};
export const SymbolTag = { Deprecated: 1 } as const;
export const TextDocumentChangeReason = { Undo: 1, Redo: 2 } as const;
export const TextDocumentSaveReason = { Manual: 1, AfterDelay: 2, FocusOut: 3 } as const;
export const EndOfLine = { LF: 1, CRLF: 2 } as const;
export const LogLevel = { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 } as const;
export const NotebookCellKind = { Markup: 1, Code: 2 } as const;
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 } as const;
export const ExtensionMode = { Production: 1, Development: 2, Test: 3 } as const;
