package dev.runbook.app.library;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.app.composition.Terminal;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.parse.DecodeResult;
import dev.runbook.run.report.ExitCode;
import dev.runbook.source.Source;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Opens and checks runbooks for the commands; what is wrong with them is shown and ends the command. */
public record Runbooks(Library library, Terminal terminal, boolean noColor) {

    /** A runbook without mistakes; its warnings are shown once, before all else. */
    public CheckedRunbook open(String name) {
        return switch (check(name)) {
            case Checked.Unsound(List<Diagnostic> diagnostics) ->
                throw CommandExit.drawn(ExitCode.INVALID, draw(diagnostics));
            case Checked.Sound(CheckedRunbook runbook, List<Diagnostic> warnings) -> {
                if (!warnings.isEmpty()) {
                    terminal.err().println(draw(warnings) + "\n");
                }
                yield runbook;
            }
        };
    }

    /** A runbook, or what is wrong with it. */
    public Checked check(String name) {
        return switch (library.open(name)) {
            case DecodeResult.NotText(List<Diagnostic> diagnostics) -> new Checked.Unsound(diagnostics);
            case DecodeResult.Valid(Source source) -> Checker.check(source, library, ShippedProviders.ALL.catalogue());
        };
    }

    /** Ends the command when a run with these inputs would refuse its own arguments. */
    public void hold(CheckedRunbook runbook, Map<String, Value> inputs) {
        List<Diagnostic> refused = Checker.given(runbook, inputs, ShippedProviders.ALL.catalogue());
        if (!refused.isEmpty()) {
            throw CommandExit.drawn(ExitCode.INVALID, draw(refused));
        }
    }

    /** A runbook as a journal has it, with the text of every file that it was made of. */
    public CheckedRunbook recorded(Map<String, String> sources) {
        Map<String, Source> all = new LinkedHashMap<>();
        sources.forEach((name, text) -> all.put(name, Source.of(name, text)));
        Loader loader = (from, path) -> {
            String beside =
                    Path.of(from.name()).resolveSibling(path).normalize().toString();
            Source found = all.getOrDefault(beside, all.get(path));
            return found == null
                    ? new Loader.Loaded.NotFound("the journal has no such file", List.copyOf(all.keySet()))
                    : new Loader.Loaded.Found(found);
        };
        return switch (Checker.check(all.values().iterator().next(), loader, ShippedProviders.ALL.catalogue())) {
            case Checked.Unsound(List<Diagnostic> diagnostics) ->
                throw CommandExit.drawn(ExitCode.INVALID, draw(diagnostics));
            case Checked.Sound(CheckedRunbook runbook, var _) -> runbook;
        };
    }

    public String draw(List<Diagnostic> diagnostics) {
        return DiagnosticRenderer.of(terminal.look(noColor).colour(), terminal.errorColumns())
                .render(diagnostics)
                .stripTrailing();
    }
}
