package dev.runbook.provider.kube;

import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.text.Quoted;
import java.util.Locale;

/** Which names an object can have: one that no object can have is never there, and nothing may wait for it. */
public final class ObjectNames {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    private ObjectNames() {}

    /** Gives the name back, and fails when no object of the kind can have it. */
    public static String of(Kind kind, String name) {
        // Roles and bindings may be called almost anything: system:node, for example.
        boolean free = kind.apiVersion().startsWith("rbac.authorization.k8s.io/") && !name.contains("/");
        return free ? name : of(kind.name().toLowerCase(Locale.ROOT), name);
    }

    /** The same for a kind whose names follow the rule. */
    public static String of(String kind, String name) {
        if (name.length() <= LONGEST_NAME && NAME.matches(name)) {
            return name;
        }
        throw refused(
                name,
                "a " + kind,
                "The name of an object has lower case letters, digits, dashes and dots, at most 253 of them, and begins and"
                        + " ends with a letter or a digit.");
    }

    /** Gives the namespace back, and fails when none can be called so. */
    public static String namespace(String name) {
        if (name.isEmpty() || (name.length() <= LONGEST_LABEL && LABEL.matches(name))) {
            return name;
        }
        throw refused(
                name,
                "a namespace",
                "The name of a namespace has lower case letters, digits and dashes, at most 63 of them, and begins and ends"
                        + " with a letter or a digit.");
    }

    private static Failed refused(String name, String what, String rule) {
        String near =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        boolean helps = !near.isEmpty() && near.length() <= LONGEST_LABEL;
        return new Failed(Failure.of(
                FailureClass.CommandFailed,
                Quoted.of(name) + " cannot be the name of " + what + (helps ? ": did you mean " + near + "?" : ""),
                rule));
    }
}
