package dev.runbook.language.signature;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an action, a lookup or a field is called with and what it gives.
 *
 * @param name as written: {@code helm.upgrade}, {@code given?}, or only {@code minor} for a member of a type
 * @param role whether it acts or reads
 * @param receiver the type that it is a member of; empty for one that stands alone
 * @param positional arguments in order; those not required come last
 * @param rest what any further positional arguments are; empty when there may be none
 * @param options named arguments
 * @param result the type of the value; {@code NIL} for an action
 * @param reads the facets that decide the value or the outcome
 * @param writes the facets that it changes
 * @param about one paragraph for {@code runbook explain}
 * @param example a line or two that would pass the check in a runbook
 */
public record Signature(
        String name,
        Role role,
        Optional<Type> receiver,
        List<Parameter> positional,
        Optional<Parameter> rest,
        List<Parameter> options,
        Type result,
        Effect effect,
        Set<Facet> reads,
        Set<Facet> writes,
        String about,
        String example) {

    /** Whether a signature is a statement, a reading of the world, or plain computing. */
    public enum Role {
        ACTION,
        LOOKUP,
        /** Computed from its receiver and arguments alone: a field, a unit, arithmetic. */
        PURE
    }

    public Signature {
        positional = List.copyOf(positional);
        options = List.copyOf(options);
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
    }

    /** Whether it starts a program that the runbook names: that may change anything. */
    public boolean startsProgram() {
        return positional.stream().anyMatch(parameter -> parameter.part() == ProgramPart.NAME);
    }

    public Optional<Parameter> option(String optionName) {
        return options.stream().filter(o -> o.name().equals(optionName)).findFirst();
    }
}
