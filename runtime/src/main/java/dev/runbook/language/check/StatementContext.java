package dev.runbook.language.check;

import dev.runbook.language.program.Address;
import dev.runbook.language.program.TaskKey;
import dev.runbook.source.Span;
import dev.runbook.syntax.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a statement stands, as far as its meaning depends on it.
 *
 * @param address of the step around it
 * @param key its place within that step; of a list of statements, the list's
 * @param siblings the steps beside it
 * @param clause the clause of a step that it stands in directly
 * @param performing the procedures that are being performed, the outermost first, each with the statement that does it
 * @param taken the names that the performers of a procedure have in use
 */
record StatementContext(
        Address address,
        TaskKey key,
        Siblings siblings,
        ClauseKind clause,
        Map<String, Statement.Perform> performing,
        Set<String> taken) {

    /** A part of a step. */
    enum ClauseKind {
        BODY,
        RESCUE,
        ENSURE,
        /** A line beside it could not be read: it may have begun a clause. */
        IN_DOUBT
    }

    static StatementContext top() {
        return new StatementContext(Address.ROOT, TaskKey.BODY, new Siblings(), ClauseKind.BODY, Map.of(), Set.of());
    }

    /** The body of a step, or of a procedure, that has a part in addresses. */
    StatementContext inside(String name) {
        return new StatementContext(
                address.child(name), TaskKey.BODY, new Siblings(), ClauseKind.BODY, performing, taken);
    }

    /** The rescue clause of a step, counted from 1, from the place of its body. */
    StatementContext rescue(int number) {
        return new StatementContext(address, TaskKey.rescue(number), siblings, ClauseKind.RESCUE, performing, taken);
    }

    /** The ensure clause of a step, from the place of its body. */
    StatementContext ensure() {
        return new StatementContext(address, TaskKey.ENSURE, siblings, ClauseKind.ENSURE, performing, taken);
    }

    StatementContext inDoubt() {
        return new StatementContext(address, key, siblings, ClauseKind.IN_DOUBT, performing, taken);
    }

    /** A place in the same step and clause. */
    StatementContext at(TaskKey other) {
        return new StatementContext(address, other, siblings, clause, performing, taken);
    }

    StatementContext performing(Statement.Perform perform, Set<String> names) {
        Map<String, Statement.Perform> longer = new LinkedHashMap<>(performing);
        longer.put(perform.name().text(), perform);
        return new StatementContext(address, key, siblings, clause, longer, names);
    }

    /** What the program calls a name: itself, or with its procedure before it when a performer has the same. */
    String internal(String name) {
        if (!taken.contains(name)) {
            return name;
        }
        return performing.keySet().stream().reduce("", (a, b) -> b) + "." + name;
    }

    /** The addresses that are taken among steps that stand beside each other. */
    static final class Siblings {
        private final Map<String, Span> names = new HashMap<>();
        private final Map<String, Integer> performed = new HashMap<>();

        /** Takes a name; the place of the step that has it already, if one does. */
        Optional<Span> claim(String name, Span at) {
            return Optional.ofNullable(names.putIfAbsent(name, at));
        }

        /** A name of its own for one more performance: the second of the same gets a number. */
        String ordinal(String name) {
            int number = performed.merge(name, 1, Integer::sum);
            return number == 1 ? name : name + " #" + number;
        }
    }
}
