package dev.runbook.run.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is shown of a file of values where anybody may read it: its keys, since its values may be secret. */
public final class KeysOnly {
    private static final Pattern KEY = Pattern.compile("^(\\s*(?:- )*[\\w./\"'-]+:)(?:\\s.*)?$");
    private static final Pattern INDENT = Pattern.compile("^(\\s*(?:- )*)\\S.*$");

    private KeysOnly() {}

    /** The text with its keys and without what they hold. */
    public static String of(String text) {
        return text.lines().map(KeysOnly::line).collect(Collectors.joining("\n"));
    }

    private static String line(String line) {
        Matcher key = KEY.matcher(line);
        if (key.matches()) {
            boolean bare = key.group(1).length() == line.stripTrailing().length();
            return bare ? key.group(1) : key.group(1) + " …";
        }
        return INDENT.matcher(line).replaceFirst("$1…");
    }
}
