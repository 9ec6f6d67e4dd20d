package dev.runbook.provider.helm;

import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.kube.ReleaseNames;
import dev.runbook.text.Quoted;

/** Lets only those texts stand as arguments of helm that cannot be taken for anything else. */
public final class HelmNames {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*");
    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s\\x00]+");
    private static final int LONGEST_NAMESPACE = 63;

    private HelmNames() {}

    /** The name of a release, by helm's own rule. */
    public static String release(String name) {
        return ReleaseNames.of(name);
    }

    /** The name of a namespace, by Kubernetes' rule. */
    public static String namespace(String name) {
        if (name.length() > LONGEST_NAMESPACE || !NAMESPACE.matches(name)) {
            throw refused(
                    name,
                    "cannot be the name of a namespace",
                    "A namespace has lower case letters, digits and dashes in its name, at most 63 of them, and begins "
                            + "and ends with a letter or a digit.");
        }
        return name;
    }

    /** A chart reference: anything that helm cannot take for a flag. */
    public static String chart(String reference) {
        if (reference.isBlank() || reference.startsWith("-") || hasControl(reference)) {
            throw refused(
                    reference,
                    "cannot be a chart",
                    "A chart is named repository/name, or by the path of a folder or an archive, or by an oci:// or "
                            + "https:// address.");
        }
        return reference;
    }

    /** The name of a chart repository. */
    public static String repository(String name) {
        if (!REPOSITORY.matches(name)) {
            throw refused(
                    name,
                    "cannot be the name of a chart repository",
                    "It has letters, digits, dots, underscores and dashes, and does not begin with a dash.");
        }
        return name;
    }

    /** The address of a chart repository. */
    public static String url(String url) {
        if (!URL.matches(url)) {
            throw refused(url, "cannot be the address of a chart repository", "It begins with https://, for example.");
        }
        return url;
    }

    static Failed noRelease(String name, String namespace) {
        return new Failed(Failure.of(
                FailureClass.ReleaseNotFound,
                "there is no release %s in namespace %s".formatted(name, namespace),
                "Check the name and the namespace: helm list --all-namespaces shows every release."));
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static Failed refused(String text, String why, String advice) {
        return new Failed(
                Failure.of(FailureClass.CommandFailed, Quoted.of(text) + " " + why, advice, "Nothing was run."));
    }
}
