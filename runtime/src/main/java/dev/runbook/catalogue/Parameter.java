package dev.runbook.catalogue;

import java.util.List;

/**
 * One argument or option of a signature.
 *
 * @param oneOf the texts that are allowed; empty for any
 * @param about one sentence, with the unit and the default where there is one
 */
public record Parameter(String name, Type type, boolean required, List<String> oneOf, String about) {
    public Parameter {
        oneOf = List.copyOf(oneOf);
    }
}
