package dev.runbook.provider.kube;

import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.text.Quoted;

/** Which texts can be the name of a Helm release. */
public final class ReleaseNames {
    /** Helm's own rule. */
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private static final int LONGEST = 53;

    private ReleaseNames() {}

    /** Gives the name back, and fails when it can be none. */
    public static String of(String name) {
        if (name.length() > LONGEST || !NAME.matches(name)) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    Quoted.of(name) + " cannot be the name of a release",
                    "A release has lower case letters, digits, dots and dashes in its name, at most 53 of them, and "
                            + "begins and ends with a letter or a digit.",
                    "Nothing was run."));
        }
        return name;
    }
}
