package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one overlay does to the steps below it. Every address means a step as the base has it, whatever the overlay's
 * other lines do, so that their order matters only for several {@code before} or {@code after} of one step.
 */
final class OverlayEdits {
    private final CheckDiagnostics diagnostics;
    /** By the place of the step. */
    private final Map<Span, StepEdits> changes = new HashMap<>();

    private final List<Statement> placeless = new ArrayList<>();

    /** All that is done to one step. */
    private static final class StepEdits {
        final List<Statement> before = new ArrayList<>();
        final List<Statement> after = new ArrayList<>();
        Statement.@Nullable Edit replacement;
        Statement.@Nullable Remove removal;

        Optional<Span> taken() {
            return replacement != null
                    ? Optional.of(head(replacement))
                    : Optional.ofNullable(removal).map(Statement.Remove::span);
        }
    }

    private OverlayEdits(CheckDiagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    static String verb(Statement.Edit edit) {
        return edit.kind().name().toLowerCase(Locale.ROOT);
    }

    static Span head(Statement.Edit edit) {
        return edit.span()
                .source()
                .span(edit.span().start(), edit.address().span().end());
    }

    /** Finds the step of each edit and notes what is done to it. */
    static OverlayEdits resolve(
            List<Statement.Edit> edits,
            List<Statement.Remove> removals,
            StepOutline outline,
            Statement.Extends base,
            CheckDiagnostics diagnostics) {
        OverlayEdits resolved = new OverlayEdits(diagnostics);
        Map<Span, StepOutline.StepEntry> targets = new LinkedHashMap<>();
        for (Statement.Edit edit : edits) {
            AddressSearch.find(edit.address(), outline, base, diagnostics)
                    .ifPresentOrElse(
                            entry -> {
                                targets.put(head(edit), entry);
                                resolved.add(edit, entry.step());
                            },
                            () -> resolved.addPlaceless(edit));
        }
        for (Statement.Remove remove : removals) {
            AddressSearch.find(remove.address(), outline, base, diagnostics).ifPresent(entry -> {
                targets.put(remove.span(), entry);
                resolved.add(remove, entry.step());
            });
        }
        targets.forEach(resolved::refuseLost);
        return resolved;
    }

    /** Statements of an edit whose step is not there; they are still looked at. */
    private void addPlaceless(Statement.Edit edit) {
        diagnostics.unchecked().addPlaceless();
        placeless.add(new Statement.Unreadable(head(edit), Optional.of(edit.block())));
    }

    List<Statement> placeless() {
        return placeless;
    }

    private StepEdits change(Statement.Step step) {
        return changes.computeIfAbsent(step.span(), s -> new StepEdits());
    }

    private void add(Statement.Edit edit, Statement.Step step) {
        StepEdits change = change(step);
        switch (edit.kind()) {
            case BEFORE -> change.before.addAll(plain(edit));
            case AFTER -> change.after.addAll(plain(edit));
            case REPLACE -> {
                if (!refuseTwice(change, head(edit), step)) {
                    change.replacement = edit;
                    new ReplaceWarnings(diagnostics).warn(edit, step);
                }
            }
        }
    }

    private void add(Statement.Remove remove, Statement.Step step) {
        StepEdits change = change(step);
        if (!refuseTwice(change, remove.span(), step)) {
            change.removal = remove;
        }
    }

    private List<Statement> plain(Statement.Edit edit) {
        edit.block().rescues().stream()
                .map(Block.Rescue::span)
                .findFirst()
                .or(() -> edit.block().ensure().map(Block.Ensure::span))
                .ifPresent(clause -> diagnostics
                        .at(Code.RB0211, FirstLine.of(clause))
                        .and(head(edit), "this only says where its statements go")
                        .says(
                                "`" + verb(edit) + "` has no clauses of its own",
                                "`rescue` and `ensure` belong to a step.",
                                "Put a step inside and give it the clause."));
        return edit.block().body();
    }

    private boolean refuseTwice(StepEdits change, Span span, Statement.Step step) {
        change.taken()
                .ifPresent(first -> diagnostics
                        .at(Code.RB0209, span)
                        .and(first, "this takes it already")
                        .says(
                                "`" + StepOutline.name(step) + "` is replaced or removed twice",
                                "Only one of the two lines can take effect.",
                                "Remove one of them."));
        return change.taken().isPresent();
    }

    /** An edit inside a step that another edit takes away would vanish without a word. */
    private void refuseLost(Span edit, StepOutline.StepEntry target) {
        for (Statement.Step outer : target.around()) {
            StepEdits change = changes.get(outer.span());
            Optional<Span> taken = change == null ? Optional.empty() : change.taken();
            if (taken.isPresent()) {
                diagnostics
                        .at(Code.RB0209, edit)
                        .and(taken.get(), "this removes the step around it")
                        .says(
                                "`" + target.address() + "` is no longer there to be changed",
                                "It is part of `" + StepOutline.name(outer) + "`, which this file replaces or removes.",
                                "Remove one of the two, or write the change into the replacement.");
                return;
            }
        }
    }

    List<Statement> rewrite(List<Statement> statements) {
        if (changes.isEmpty()) {
            return statements;
        }
        List<Statement> rewritten = new ArrayList<>(statements.size());
        for (Statement statement : statements) {
            if (statement instanceof Statement.Step step) {
                rewrite(step, rewritten);
            } else if (statement instanceof Statement.Conditional c) {
                rewritten.add(new Statement.Conditional(
                        c.span(),
                        c.unless(),
                        c.branches().stream()
                                .map(b -> new Statement.Branch(b.span(), b.condition(), rewrite(b.body())))
                                .toList(),
                        c.otherwise().map(this::rewrite)));
            } else if (statement instanceof Statement.For loop) {
                rewritten.add(new Statement.For(loop.span(), loop.name(), loop.list(), rewrite(loop.body())));
            } else {
                rewritten.add(statement);
            }
        }
        return rewritten;
    }

    Statement.Procedure rewrite(Statement.Procedure procedure) {
        return changes.isEmpty()
                ? procedure
                : new Statement.Procedure(
                        procedure.span(), procedure.name(), procedure.parameters(), rewrite(procedure.block()));
    }

    private void rewrite(Statement.Step step, List<Statement> into) {
        StepEdits change = changes.get(step.span());
        if (change == null) {
            into.add(new Statement.Step(step.span(), step.title(), step.options(), rewrite(step.block())));
            return;
        }
        into.addAll(change.before);
        if (change.removal == null) {
            Block block = change.replacement == null ? rewrite(step.block()) : change.replacement.block();
            into.add(new Statement.Step(step.span(), step.title(), step.options(), block));
        }
        into.addAll(change.after);
    }

    private Block rewrite(Block block) {
        return new Block(
                block.span(),
                rewrite(block.body()),
                block.rescues().stream()
                        .map(r -> new Block.Rescue(r.span(), r.patterns(), r.name(), rewrite(r.body())))
                        .toList(),
                block.ensure().map(e -> new Block.Ensure(e.span(), rewrite(e.body()))));
    }
}
