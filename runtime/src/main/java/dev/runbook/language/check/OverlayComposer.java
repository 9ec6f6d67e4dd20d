package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a chain of layers together, from the base up. */
final class OverlayComposer {
    private final CheckDiagnostics diagnostics;
    private final List<Statement> inputs = new ArrayList<>();
    private final Map<String, Statement.Set> settings = new LinkedHashMap<>();
    private final Map<String, Statement.Procedure> procedures = new LinkedHashMap<>();
    private List<Statement> body = new ArrayList<>();

    OverlayComposer(CheckDiagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    Composition compose(List<Layer> layers) {
        for (Layer layer : layers.reversed()) {
            if (layer.base().isEmpty()) {
                base(layer);
            } else {
                overlay(layer, layer.base().get());
            }
        }
        return new Composition(layers.getFirst().title(), inputs, settings, procedures, body);
    }

    private void base(Layer layer) {
        for (Statement statement : layer.statements()) {
            if (statement instanceof Statement.Set set) {
                noBase(set.span(), "set");
            } else if (statement instanceof Statement.Remove remove) {
                noBase(remove.span(), "remove");
            } else if (statement instanceof Statement.Edit edit) {
                noBase(OverlayEdits.head(edit), OverlayEdits.verb(edit));
            } else if (!declaration(statement)) {
                body.add(statement);
            }
        }
    }

    private void overlay(Layer layer, Statement.Extends base) {
        List<Statement.Procedure> below = List.copyOf(procedures.values());
        Map<String, Statement.Set> own = new LinkedHashMap<>();
        List<Statement.Edit> edits = new ArrayList<>();
        List<Statement.Remove> removals = new ArrayList<>();
        for (Statement statement : layer.statements()) {
            if (statement instanceof Statement.Set set) {
                set(set, own);
            } else if (statement instanceof Statement.Remove remove) {
                removals.add(remove);
            } else if (statement instanceof Statement.Edit edit) {
                edits.add(edit);
            } else if (statement instanceof Statement.Unreadable) {
                body.add(statement);
            } else if (!declaration(statement)) {
                misplaced(statement, base);
            }
        }
        settings.putAll(own);
        OverlayEdits applied = OverlayEdits.resolve(edits, removals, StepOutline.of(body, below), base, diagnostics);
        body = new ArrayList<>(applied.rewrite(body));
        body.addAll(applied.placeless());
        below.forEach(p -> procedures.put(p.name().text(), applied.rewrite(p)));
    }

    private boolean declaration(Statement statement) {
        if (statement instanceof Statement.Param || statement instanceof Statement.Secret) {
            inputs.add(statement);
            return true;
        }
        if (statement instanceof Statement.Procedure procedure) {
            add(procedure);
            return true;
        }
        return false;
    }

    private void set(Statement.Set set, Map<String, Statement.Set> own) {
        Statement.Set first = own.putIfAbsent(set.name().text(), set);
        if (first != null) {
            diagnostics
                    .at(Code.RB0212, set.span())
                    .and(first.span(), "it is set here already")
                    .says(
                            "`" + set.name() + "` is set twice",
                            "One file can give an input one value.",
                            "Remove one of the two lines.");
        }
    }

    private void add(Statement.Procedure procedure) {
        Statement.Procedure first = procedures.putIfAbsent(procedure.name().text(), procedure);
        if (first != null) {
            diagnostics
                    .at(Code.RB0222, procedure.name().span())
                    .and(first.name().span(), "the first is here")
                    .says(
                            "there are two procedures `" + procedure.name() + "`",
                            "`perform` could mean either.",
                            "Give one of them another name.");
        }
    }

    private void noBase(Span span, String verb) {
        diagnostics
                .at(Code.RB0205, span)
                .says(
                        "`" + verb + "` changes another runbook, and this one extends none",
                        "Only an overlay has a base whose steps and inputs it can name.",
                        "Add `extends \"file.rb\"` below the title"
                                + ("set".equals(verb) ? ", or give the param a default." : "."));
    }

    private void misplaced(Statement statement, Statement.Extends base) {
        diagnostics
                .at(Code.RB0206, FirstLine.of(statement))
                .and(base.span(), "this file changes another")
                .says(
                        "an overlay cannot say when this is to happen",
                        "Its own top level has no place in the base's order of steps.",
                        "Put it inside `before \"Step\" do … end` or `after \"Step\" do … end`.");
    }
}
