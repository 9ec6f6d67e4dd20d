package dev.runbook.language.check;

import dev.runbook.source.Span;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every name that a runbook binds anywhere, so that a use out of its reach can be told from a slip of the pen. */
final class BoundNames {
    private final Map<String, List<Span>> places = new HashMap<>();

    static BoundNames of(Composition whole) {
        BoundNames names = new BoundNames();
        whole.inputs().forEach(names::collect);
        whole.body().forEach(names::collect);
        whole.procedures().values().forEach(names::collect);
        return names;
    }

    /** Where a name is bound, in the order of the text. */
    List<Span> places(String name) {
        return places.getOrDefault(name, List.of());
    }

    private void add(Name name) {
        places.computeIfAbsent(name.text(), n -> new ArrayList<>()).add(name.span());
    }

    private void collect(Statement statement) {
        if (statement instanceof Statement.Binding binding) {
            add(binding.name());
        } else if (statement instanceof Statement.Param param) {
            add(param.name());
        } else if (statement instanceof Statement.Secret secret) {
            add(secret.name());
        } else if (statement instanceof Statement.Procedure procedure) {
            procedure.parameters().forEach(this::add);
        } else if (statement instanceof Statement.For loop) {
            add(loop.name());
        } else if (statement instanceof Statement.Step step) {
            step.block().rescues().forEach(rescue -> rescue.name().ifPresent(this::add));
        }
        NestedStatements.of(statement).forEach(inner -> inner.forEach(this::collect));
    }
}
