package dev.runbook.cli;

import dev.runbook.catalogue.Catalogue;
import dev.runbook.check.Checked;
import dev.runbook.check.Checker;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.parse.Decoded;
import dev.runbook.program.CheckedRunbook;
import dev.runbook.report.ExitCode;
import dev.runbook.source.Source;
import java.util.List;

/** Opens and checks runbooks for the commands; what is wrong with them is shown and ends the command. */
record Runbooks(Library library, Terminal terminal, boolean noColor) {

    /** A runbook without mistakes; its warnings are shown when asked for. */
    CheckedRunbook open(String name, boolean warn) {
        return switch (library.open(name)) {
            case Decoded.Refused(List<Diagnostic> diagnostics) -> throw wrong(diagnostics);
            case Decoded.Text(Source source) ->
                switch (Checker.check(source, library, Catalogue.shipped())) {
                    case Checked.Unsound(List<Diagnostic> diagnostics) -> throw wrong(diagnostics);
                    case Checked.Sound(CheckedRunbook runbook, List<Diagnostic> warnings) -> {
                        if (warn && !warnings.isEmpty()) {
                            terminal.err().println(draw(warnings));
                        }
                        yield runbook;
                    }
                };
        };
    }

    String draw(List<Diagnostic> diagnostics) {
        return DiagnosticRenderer.of(terminal.look(noColor).colour())
                .render(diagnostics)
                .stripTrailing();
    }

    private Stop wrong(List<Diagnostic> diagnostics) {
        return new Stop(ExitCode.INVALID, draw(diagnostics));
    }
}
