package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Warns of what a {@code replace} does besides: which clauses of the step it drops, and which conditions it keeps. */
record ReplaceWarnings(CheckDiagnostics diagnostics) {
    /** Options that say something of the body that was there. */
    private static final Set<String> OF_BODY = Set.of("if", "unless", "verify");

    void warn(Statement.Edit edit, Statement.Step step) {
        List<String> lost = new ArrayList<>();
        List<Span> places = new ArrayList<>();
        drop(step, edit.block(), StepOutline.name(step), lost, places);
        StepOutline replaced = StepOutline.of(step.block().body(), List.of());
        StepOutline replacement = StepOutline.of(edit.block().body(), List.of());
        for (StepOutline.StepEntry inside : replaced.entries()) {
            // A step of the same name takes its place; where there is none, the clauses of the whole replacement may.
            Block instead = replacement.find(inside.address()).stream()
                    .findFirst()
                    .map(same -> same.step().block())
                    .orElse(edit.block());
            drop(
                    inside.step(),
                    instead,
                    StepOutline.name(step) + StepOutline.SEPARATOR + inside.address(),
                    lost,
                    places);
        }
        if (!lost.isEmpty()) {
            CheckDiagnostics.DiagnosticBuilder finding = diagnostics.at(Code.RB0275, OverlayEdits.head(edit));
            places.forEach(place -> finding.and(place, "this is dropped"));
            finding.says(
                    "this replacement drops " + String.join(", ", lost),
                    "`replace` takes the place of everything between `do` and `end`, the clauses too.",
                    "Write the clauses that should stay into the replacement; one that only says `raise failure`, or an"
                            + " empty `ensure`, says that nothing should.");
        }
        List<Arguments.Option> kept = step.options().stream()
                .filter(option -> OF_BODY.contains(option.name().text()))
                .toList();
        if (!kept.isEmpty()) {
            CheckDiagnostics.DiagnosticBuilder finding = diagnostics.at(Code.RB0276, OverlayEdits.head(edit));
            kept.forEach(option -> finding.and(option.span(), "this stays"));
            finding.says(
                    "this replacement keeps "
                            + kept.stream()
                                    .map(o -> "`" + SourcePlaces.cut(o.span().text()) + "`")
                                    .collect(Collectors.joining(" and "))
                            + " of `" + StepOutline.name(step) + "`",
                    "`replace` changes what a step does; its title and its options stay as they are.",
                    "If that is not meant, `remove` the step, and put one of your own `before` or `after` its neighbour.");
        }
    }

    /** The clauses of a step that has no more such clauses. */
    private static void drop(Statement.Step step, Block instead, String name, List<String> lost, List<Span> places) {
        List<String> dropped = new ArrayList<>();
        if (instead.rescues().isEmpty()) {
            step.block().rescues().forEach(rescue -> {
                dropped.add(shown(rescue));
                places.add(FirstLine.of(rescue.span()));
            });
        }
        if (instead.ensure().isEmpty()) {
            step.block().ensure().ifPresent(ensure -> {
                dropped.add("`ensure`");
                places.add(FirstLine.of(ensure.span()));
            });
        }
        if (!dropped.isEmpty()) {
            lost.add(String.join(", ", dropped) + " of `" + name + "`");
        }
    }

    private static String shown(Block.Rescue rescue) {
        String patterns = rescue.patterns().stream()
                .map(Expression::span)
                .map(Span::text)
                .map(SourcePlaces::cut)
                .collect(Collectors.joining(", "));
        return patterns.isEmpty() ? "`rescue`" : "`rescue " + patterns + "`";
    }
}
