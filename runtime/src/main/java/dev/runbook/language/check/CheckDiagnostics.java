package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Label;
import dev.runbook.diagnostic.Severity;
import dev.runbook.diagnostic.Suggestion;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mistakes that have been found so far; the same mistake at the same place counts once. */
final class CheckDiagnostics {
    /** More than anybody reads, and as many as a generated file can have without making its reader wait. */
    private static final int MOST = 500;

    private static final int LISTED = 12;

    private final UncheckedParts unchecked = new UncheckedParts();
    private final List<Diagnostic> found = new ArrayList<>();
    private final Set<DiagnosticKey> places = new HashSet<>();

    private record DiagnosticKey(Code code, Span span) {}

    DiagnosticBuilder at(Code code, Span span) {
        return new DiagnosticBuilder(code, span);
    }

    void addAll(List<Diagnostic> diagnostics) {
        found.addAll(diagnostics);
    }

    /** What must not be told, because it would follow from what is. */
    UncheckedParts unchecked() {
        return unchecked;
    }

    boolean hasErrors() {
        return found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }

    /** By the order of the files, then by place. */
    List<Diagnostic> inOrder(List<Source> files) {
        return found.stream()
                .sorted(Comparator.<Diagnostic>comparingInt(
                                d -> files.indexOf(d.primary().span().source()))
                        .thenComparingInt(d -> d.primary().span().start())
                        .thenComparing(Diagnostic::code))
                .toList();
    }

    /** {@code Did you mean `x`?}, or else a sentence that lists what there is. */
    String didYouMean(String wrong, Collection<String> known, String otherwise) {
        return nearest(wrong, known).map(name -> "Did you mean `" + name + "`?").orElseGet(() -> {
            if (known.isEmpty() || found.size() >= MOST) {
                return "";
            }
            String listed = String.join(
                    ", ", known.stream().limit(LISTED).map(n -> "`" + n + "`").toList());
            return otherwise + " " + listed
                    + (known.size() > LISTED ? " and " + (known.size() - LISTED) + " more." : ".");
        });
    }

    Optional<String> nearest(String wrong, Collection<String> known) {
        return found.size() >= MOST ? Optional.empty() : Suggestion.nearest(wrong, known);
    }

    /** One mistake while it is being described. */
    final class DiagnosticBuilder {
        private final Code code;
        private final Span span;
        private final List<Label> others = new ArrayList<>();
        private String label = "";

        private DiagnosticBuilder(Code code, Span span) {
            this.code = code;
            this.span = span;
        }

        /** What to say beside the caret. */
        DiagnosticBuilder label(String text) {
            label = text;
            return this;
        }

        /** Another place that matters. */
        DiagnosticBuilder and(Span other, String text) {
            others.add(new Label(other, text));
            return this;
        }

        /** Says what is wrong, why it cannot stand, and what to do. */
        void says(String what, String why, String fix) {
            if (found.size() < MOST && !unchecked.of(code, span) && places.add(new DiagnosticKey(code, span))) {
                found.add(new Diagnostic(code, new Label(span, label), others, what, why, fix));
            }
        }
    }
}
