// Tells the user why there is no program to run, and the way out.

import * as vscode from 'vscode';
import { OLDEST, type Problem } from './program';

const INSTALL = 'https://github.com/curate-lists/curate#install';

/** Shows `problem` with a button for each way out. */
export function showProblem(problem: Problem, output: vscode.LogOutputChannel): void {
  const message = describe(problem);
  output.error(message);
  const install = vscode.l10n.t('How to install curate');
  const settings = vscode.l10n.t('Open the setting');
  void vscode.window.showErrorMessage(message, install, settings).then((chosen) => {
    if (chosen === install) {
      void vscode.env.openExternal(vscode.Uri.parse(INSTALL));
    } else if (chosen === settings) {
      void vscode.commands.executeCommand('workbench.action.openSettings', 'curate.path');
    }
  });
}

function describe(problem: Problem): string {
  switch (problem.kind) {
    case 'not-found':
      return vscode.l10n.t('There is no program curate in your PATH. Install it, or name its file in the setting curate.path.');
    case 'not-there':
      return vscode.l10n.t('The setting curate.path names {0}, which is no program that can be run.', problem.file);
    case 'not-curate':
      return vscode.l10n.t('{0} is not the program curate, or does not run: {1}', problem.file, problem.detail);
    case 'too-old':
      return vscode.l10n.t(
        '{0} is curate {1}; this extension needs {2} or later. Update it, then run "curate: Restart the Server".',
        problem.file,
        problem.version,
        OLDEST.join('.'),
      );
  }
}
