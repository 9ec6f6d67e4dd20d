package dev.runbook.language.check;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Input;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.value.Value;
import dev.runbook.source.Source;
import java.util.List;
import java.util.Map;

/** Checks a runbook with all the files that it names: a program, or every mistake at once. */
public final class Checker {
    private Checker() {}

    /**
     * Checks a runbook.
     *
     * @param main the file that was asked for
     * @param loader finds the files that it extends and includes
     */
    public static Checked check(Source main, Loader loader, Catalogue catalogue) {
        CheckDiagnostics diagnostics = new CheckDiagnostics();
        Loading loading = new Loading(loader, diagnostics);
        List<Layer> layers = loading.layers(main);
        if (layers.isEmpty()) {
            return new Checked.Unsound(diagnostics.inOrder(loading.sources()));
        }
        layers.forEach(layer -> Misspelled.declarations(layer.statements(), diagnostics));
        Composition whole = new OverlayComposer(diagnostics).compose(layers);
        CheckContext context = new CheckContext(
                catalogue, diagnostics, new SourcePlaces(), new NameUsage(), whole.procedures(), BoundNames.of(whole));
        Expressions expressions = new Expressions(context);
        NameScope scope = NameScope.root();
        List<Input> inputs = new InputDeclarations(context, expressions, scope).check(whole);
        Statements statements = new Statements(context, expressions, scope);
        whole.procedures()
                .values()
                .forEach(p -> context.usage().declare(p.name().span(), "procedure `" + p.name() + "`"));
        List<Task> body = statements.block(whole.body(), scope, StatementContext.top());
        List<Task> unused = statements.procedures().checkUnused(whole.procedures());
        KnownValues known = new KnownValues(catalogue, diagnostics, loading.sources());
        known.follow(inputs, body);
        known.follow(inputs, unused);
        context.usage().warn(diagnostics, source -> own(source, main, layers, loading));
        List<Diagnostic> found = diagnostics.inOrder(loading.sources());
        if (diagnostics.hasErrors()) {
            return new Checked.Unsound(found);
        }
        return new Checked.Sound(new CheckedRunbook(whole.title(), loading.sources(), inputs, body), found);
    }

    /** What a run with these inputs would refuse of its own arguments, whatever the cluster holds. */
    public static List<Diagnostic> given(CheckedRunbook runbook, Map<String, Value> inputs, Catalogue catalogue) {
        CheckDiagnostics diagnostics = new CheckDiagnostics();
        new KnownValues(catalogue, diagnostics, runbook.sources()).followGiven(runbook, inputs);
        return diagnostics.inOrder(runbook.sources());
    }

    /** An overlay may leave much of its base without use, and an included file may serve others too. */
    private static boolean own(Source source, Source main, List<Layer> layers, Loading loading) {
        return source.equals(main) || (layers.size() == 1 && !loading.includes(source));
    }
}
