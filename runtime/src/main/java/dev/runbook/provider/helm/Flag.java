package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import java.util.List;
import java.util.Optional;

/**
 * How an option of a runbook is written for each version of helm.
 *
 * @param option its name in runbooks
 * @param forms the spellings, the oldest first; before the first one helm does not have it
 */
record Flag(String option, List<FlagSpelling> forms) {
    /** A spelling, and the first version that takes it. */
    record FlagSpelling(long major, long minor, String spelling) {
        boolean in(SemanticVersion helm) {
            return helm.major() > major || (helm.major() == major && helm.minor() >= minor);
        }
    }

    /** One that every supported helm spells the same. */
    static Flag always(String option, String spelling) {
        return new Flag(option, List.of(new FlagSpelling(3, 0, spelling)));
    }

    /** One that came with a version. */
    static Flag since(String option, int major, int minor, String spelling) {
        return new Flag(option, List.of(new FlagSpelling(major, minor, spelling)));
    }

    /** One that helm 4 spells another way. */
    static Flag renamed(String option, String before, String since4) {
        return new Flag(option, List.of(new FlagSpelling(3, 0, before), new FlagSpelling(4, 0, since4)));
    }

    /** Whether a helm has it. */
    boolean in(SemanticVersion helm) {
        return forms.stream().anyMatch(f -> f.in(helm));
    }

    /** The spelling for a helm; fails when it does not have the option: an option is never dropped silently. */
    String spelling(SemanticVersion helm) {
        return forms.stream()
                .filter(f -> f.in(helm))
                .reduce((earlier, later) -> later)
                .map(FlagSpelling::spelling)
                .orElseThrow(() -> new Failed(Failure.of(
                        FailureClass.CommandFailed,
                        "%s: needs helm %d.%d or newer; this is helm %s"
                                .formatted(
                                        option,
                                        forms.getFirst().major(),
                                        forms.getFirst().minor(),
                                        HelmVersion.plain(helm)),
                        "Leave the option out, or use a newer helm: https://helm.sh/docs/intro/install",
                        "Nothing was run.")));
    }

    static Optional<Flag> named(List<Flag> flags, String option) {
        return flags.stream().filter(f -> f.option().equals(option)).findFirst();
    }
}
