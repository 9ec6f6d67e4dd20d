package dev.runbook.language.signature;

import java.util.List;

/**
 * One argument or option of a signature.
 *
 * @param oneOf the texts that are allowed; empty for any
 * @param about one sentence, with the unit and the default where there is one
 * @param names what its text, or each of its texts, names on this machine
 */
public record Parameter(String name, Type type, boolean required, List<String> oneOf, String about, NamedPath names) {
    public Parameter {
        oneOf = List.copyOf(oneOf);
    }

    Parameter(String name, Type type, boolean required, List<String> oneOf, String about) {
        this(name, type, required, oneOf, about, NamedPath.NOTHING);
    }

    Parameter naming(NamedPath what) {
        return new Parameter(name, type, required, oneOf, about, what);
    }
}
