package dev.runbook.provider.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What helm says that an uninstall has not deleted, although it ends well.
 *
 * @param unverified it could not find out whose they are, such as while the API server was away (helm 4.1 and newer)
 * @param foreign they carry the marks of somebody else, or none (helm 4.1 and newer)
 * @param kept their resource policy says so
 */
public record UninstallLeftovers(List<Left> unverified, List<Left> foreign, List<Left> kept) {
    private static final Pattern UNVERIFIED =
            Pattern.compile("\\d+ resource\\(s\\) were not deleted because their ownership could not be verified:");
    private static final Pattern FOREIGN =
            Pattern.compile("\\d+ resource\\(s\\) were not deleted because they are not owned by this release:");
    private static final Pattern KEPT = Pattern.compile("These resources were kept due to the resource policy:");
    /** Of helm 4's log, which is all that it says when it then waits in vain. */
    private static final Pattern SKIPPED =
            Pattern.compile("msg=\"skipping delete of resource because ownership could not be verified\""
                    + " kind=(?<kind>\\S+) name=(?<name>\\S+)(?:.*? error=\"(?<why>(?:[^\"\\\\]|\\\\.)*)\")?");

    private static final Pattern OBJECT =
            Pattern.compile("\\[(?<kind>[A-Za-z0-9]+)\\] (?<name>[^ :]+(?::[^ :]+)*)(?:: (?<why>.*))?");

    public UninstallLeftovers {
        unverified = List.copyOf(unverified);
        foreign = List.copyOf(foreign);
        kept = List.copyOf(kept);
    }

    /** An object, and what helm met when it asked for it; often empty. */
    public record Left(String kind, String name, String why) {
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /** What these lines of helm's output say. */
    public static UninstallLeftovers of(List<String> lines) {
        List<Left> unverified = new ArrayList<>();
        List<Left> foreign = new ArrayList<>();
        List<Left> kept = new ArrayList<>();
        // An object that stands under no headline says nothing.
        List<Left> under = new ArrayList<>();
        for (String line : lines) {
            Matcher skipped = SKIPPED.matcher(line);
            if (skipped.find()) {
                add(unverified, skipped);
                continue;
            }
            Matcher object = OBJECT.matcher(line.strip());
            if (UNVERIFIED.matcher(line).find()) {
                under = unverified;
            } else if (FOREIGN.matcher(line).find()) {
                under = foreign;
            } else if (KEPT.matcher(line).find()) {
                under = kept;
            } else if (object.matches()) {
                add(under, object);
            }
        }
        return new UninstallLeftovers(unverified, foreign, kept);
    }

    /** Once, though the log and the list both name it. */
    private static void add(List<Left> under, Matcher object) {
        String kind = object.group("kind");
        String name = object.group("name");
        if (under.stream()
                .noneMatch(left -> left.kind().equals(kind) && left.name().equals(name))) {
            String why = Optional.ofNullable(object.group("why")).orElse("").replaceAll("\\\\(.)", "$1");
            under.add(new Left(kind, name, why));
        }
    }
}
