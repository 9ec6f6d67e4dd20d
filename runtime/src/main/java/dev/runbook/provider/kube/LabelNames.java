package dev.runbook.provider.kube;

import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.text.Quoted;
import java.util.Locale;

/** Kubernetes' own rules for the keys of labels and annotations, and for the values of labels. */
public final class LabelNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_PREFIX = 253;

    private LabelNames() {}

    /** Gives the key back, and fails when no label and no annotation can have it. */
    public static String key(String key) {
        if (!isKey(key)) {
            throw refused(
                    key,
                    "is not a key of a label or an annotation",
                    "A key is a name of at most 63 letters, digits, dashes, dots and underscores that begins and ends with"
                            + " a letter or a digit; a domain and a slash may come before it, as in example.com/owner.");
        }
        return key;
    }

    /** The same for an annotation, whose domain may have capitals. */
    public static String annotationKey(String key) {
        key(key.toLowerCase(Locale.ROOT));
        return key;
    }

    /** Gives the value back, and fails when no label can have it. */
    public static String value(String value) {
        if (!isValue(value)) {
            throw refused(
                    value,
                    "is not a value of a label",
                    "It is empty or has at most 63 letters, digits, dashes, dots and underscores, and begins and ends with"
                            + " a letter or a digit. Longer texts are kept in an annotation.");
        }
        return value;
    }

    static boolean isKey(String key) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        boolean prefixed = slash < 0
                || (key.substring(0, slash).length() <= LONGEST_PREFIX && PREFIX.matches(key.substring(0, slash)));
        return prefixed && name.length() <= LONGEST_NAME && NAME.matches(name);
    }

    static boolean isValue(String value) {
        return value.isEmpty() || (value.length() <= LONGEST_NAME && NAME.matches(value));
    }

    private static Failed refused(String text, String why, String rule) {
        return new Failed(Failure.of(FailureClass.CommandFailed, Quoted.of(text) + " " + why, rule));
    }
}
