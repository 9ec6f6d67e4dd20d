package dev.runbook.provider.helm;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;

/** Versions and ranges of charts, by the rules of the library that helm reads them with. */
public final class ChartVersions {
    private static final String VERSION =
            "v?[0-9xX*|]+(\\.[0-9xX*|]+)?(\\.[0-9xX*|]+)?(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?";

    private static final String ONE = "(|=|!=|>|<|>=|=>|<=|=<|~|~>|\\^)\\s*" + VERSION;
    private static final Pattern FROM_TO = Pattern.compile("\\s*(" + VERSION + ")\\s+-\\s+(" + VERSION + ")\\s*");
    private static final Pattern ALL = Pattern.compile("\\s*" + ONE + "\\s*((\\s+|,\\s*)" + ONE + "\\s*)*,?\\s*");

    private static final Pattern BUILD =
            Pattern.compile("v?(\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?)(\\+[0-9A-Za-z.-]+)?");

    private ChartVersions() {}

    /**
     * Fails when a chart is another build than the one that was asked for: helm passes over what stands behind a plus, and
     * takes any build.
     */
    static void holdToBuild(String chart, String wanted, String found) {
        Matcher asked = BUILD.matcher(wanted.strip());
        Matcher got = BUILD.matcher(found.strip());
        if (asked.matches()
                && got.matches()
                && asked.group(1).equals(got.group(1))
                && !String.valueOf(asked.group(2)).equals(String.valueOf(got.group(2)))) {
            throw new Failed(Failure.of(
                    FailureClass.ChartNotFound,
                    "helm gives %s %s where %s was asked for: another build of the same version"
                            .formatted(chart, found, wanted),
                    "Helm does not tell builds apart. Give version=%s if that one is meant, or the chart as an archive."
                            .formatted(found)));
        }
    }

    /** Gives the range back, and fails when helm could not read it. */
    public static String of(String written) {
        for (String either : written.split("\\|\\|", -1)) {
            Matcher fromTo = FROM_TO.matcher(either);
            if (!ALL.matches(fromTo.replaceAll(" 0 "))) {
                throw new Failed(Failure.of(
                        FailureClass.CommandFailed,
                        "\"%s\" is not a version or a range of versions"
                                .formatted(written.length() <= 80 ? written : written.substring(0, 80) + "…"),
                        "Write a version such as \"1.16.1\", or a range such as \"~1.16\", \"^2\", \">=1.2, <2\","
                                + " \"1.2 - 1.4\" or \"1.x || 2.x\"."));
            }
        }
        return written;
    }
}
