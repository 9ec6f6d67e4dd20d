package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;
import java.util.Optional;

/** What is handed to a call, a statement or a declaration: first the positional ones, then the named. */
public record Arguments(List<Expression> positional, List<Option> options) {
    public static final Arguments NONE = new Arguments(List.of(), List.of());

    public Arguments {
        positional = List.copyOf(positional);
        options = List.copyOf(options);
    }

    public Optional<Option> option(String name) {
        return options.stream().filter(o -> o.name().text().equals(name)).findFirst();
    }

    public boolean isEmpty() {
        return positional.isEmpty() && options.isEmpty();
    }

    /** {@code name: value}; the name's span leaves out the colon. */
    public record Option(Span span, Name name, Expression value) {}
}
