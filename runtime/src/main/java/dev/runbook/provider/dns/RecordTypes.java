package dev.runbook.provider.dns;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The types of records that can be looked up. */
public final class RecordTypes {
    private static final Set<String> TYPES =
            Set.of("A", "AAAA", "CNAME", "TXT", "MX", "NS", "SOA", "SRV", "CAA", "PTR", "DS", "HTTPS", "SVCB", "TLSA");

    private RecordTypes() {}

    /** The type in capitals; throws {@link Failed} when it is none. */
    public static String of(String written) {
        String type = written.toUpperCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "\"%s\" is not a type of record that can be looked up".formatted(type),
                    "It is one of " + TYPES.stream().sorted().collect(Collectors.joining(", ")) + "."));
        }
        return type;
    }
}
