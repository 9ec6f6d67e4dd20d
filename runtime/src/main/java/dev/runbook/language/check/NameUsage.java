package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which names were declared and which were used. */
final class NameUsage {
    private final Map<Span, String> declared = new LinkedHashMap<>();
    private final Set<Span> used = new HashSet<>();

    /**
     * A name that ought to be used.
     *
     * @param what how a warning calls it, such as {@code parameter `host`}
     */
    void declare(Span name, String what) {
        declared.put(name, what);
    }

    void use(Span name) {
        used.add(name);
    }

    /** Warns of what nobody uses in the files that are this author's to change. */
    void warn(CheckDiagnostics diagnostics, Predicate<Source> own) {
        declared.forEach((span, what) -> {
            if (!used.contains(span) && !diagnostics.unchecked().of(span.text()) && own.test(span.source())) {
                diagnostics
                        .at(Code.RB0272, span)
                        .label("never used")
                        .says(
                                "nothing uses the " + what,
                                "It may be left over, or the place that should use it has another name.",
                                "Use it, or remove it.");
            }
        });
    }
}
