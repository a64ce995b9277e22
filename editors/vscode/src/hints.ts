// Leaves hints out where the user wants none.

import * as vscode from 'vscode';
import { type Middleware, vsdiag } from 'vscode-languageclient/node';
import { showsHints } from './settings';

type Report = vsdiag.FullDocumentDiagnosticReport | vsdiag.UnchangedDocumentDiagnosticReport;

/** Takes hints out of what the server publishes and of what the editor pulls, as the setting `curate.hints` is when it is called. */
export function hintsMiddleware(): Middleware {
  if (showsHints()) {
    return {};
  }
  return {
    handleDiagnostics: (uri, found, next) => next(uri, withoutHints(found)),
    provideDiagnostics: async (document, previous, cancellation, next) => {
      const report = await next(document, previous, cancellation);
      if (!report) {
        return report;
      }
      const related = Object.entries(report.relatedDocuments ?? {});
      return { ...reduced(report), relatedDocuments: Object.fromEntries(related.map(([uri, report]) => [uri, reduced(report)])) };
    },
  };
}

function reduced<R extends Report>(report: R): R {
  return report.kind === vsdiag.DocumentDiagnosticReportKind.full ? { ...report, items: withoutHints(report.items) } : report;
}

function withoutHints(found: vscode.Diagnostic[]): vscode.Diagnostic[] {
  return found.filter((one) => one.severity !== vscode.DiagnosticSeverity.Hint);
}
