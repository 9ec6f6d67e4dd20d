package dev.runbook.provider.kube;

import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;

/** How a lookup says which objects it means: their kind, and a name, labels or a release. */
public final class ObjectSelection {
    /** {@code Service}, {@code v1/Service}, {@code apps/v1/Deployment}, {@code certificates.cert-manager.io}. */
    private static final Pattern KIND = Pattern.compile(
            "[A-Za-z][A-Za-z0-9]*|[a-z0-9.-]+/([a-z0-9]+/)?[A-Za-z][A-Za-z0-9]*|[A-Za-z][A-Za-z0-9]*(\\.[a-z0-9-]+)+");

    private static final String ANY_KIND = "resource";

    private ObjectSelection() {}

    /** Gives the kind back, and fails when no cluster can have one that is called so. */
    public static String kind(String written) {
        if (KIND.matches(written)) {
            return written;
        }
        throw new Failed(Failure.of(
                FailureClass.CommandFailed,
                "\"%s\" is not a kind of object".formatted(written),
                "Write group/version/Kind such as cert-manager.io/v1/Certificate, v1/Service, or"
                        + " certificates.cert-manager.io."));
    }

    /**
     * Fails unless the objects are named in exactly one way.
     *
     * @param lookup what is asked, such as {@code service}
     * @param ways how many of a name, labels and a release are given
     */
    public static void oneOf(String lookup, long ways) {
        if (ways != 1) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    lookup + " needs one of a name, labels: and release:",
                    "Write %s or %s."
                            .formatted(example(lookup, "\"coder\""), example(lookup, "labels: \"app=coder\""))));
        }
    }

    private static String example(String lookup, String how) {
        return lookup.equals(ANY_KIND) ? "resource(\"v1/Service\", " + how + ")" : lookup + "(" + how + ")";
    }
}
