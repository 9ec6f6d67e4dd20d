package dev.runbook.language.signature;

import java.util.List;

/**
 * One argument or option of a signature.
 *
 * @param allowed the values of its type that it takes
 * @param about one sentence, with the unit and the default where there is one
 * @param names what its text, or each of its texts, names on this machine
 * @param part what it is of a program that the call starts
 */
public record Parameter(
        String name,
        Type type,
        boolean required,
        AllowedValues allowed,
        String about,
        NamedPath names,
        ProgramPart part) {

    Parameter(String name, Type type, boolean required, AllowedValues allowed, String about) {
        this(name, type, required, allowed, about, NamedPath.NOTHING, ProgramPart.NOTHING);
    }

    /** The texts that are allowed; empty for any. */
    public List<String> oneOf() {
        return allowed instanceof AllowedValues.OneOf(List<String> texts) ? texts : List.of();
    }

    Parameter allowing(AllowedValues values) {
        return new Parameter(name, type, required, values, about, names, part);
    }

    Parameter naming(NamedPath what) {
        return new Parameter(name, type, required, allowed, about, what, part);
    }

    Parameter of(ProgramPart what) {
        return new Parameter(name, type, required, allowed, about, names, what);
    }
}
