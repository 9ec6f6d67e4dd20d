package dev.runbook.provider.postgres;

import java.nio.charset.StandardCharsets;

/** Names of databases that stand beside one that is being restored. */
public final class DatabaseNames {
    /** What PostgreSQL keeps of a name; it would cut the rest off and say only a note. */
    private static final int LONGEST = 63;

    private static final String FRESH = "_restoring_";

    /** Of a time in milliseconds, for the next two hundred years. */
    private static final int DIGITS = 13;

    private DatabaseNames() {}

    /** The name with more behind it; the name itself is cut, between characters, where both together are too long. */
    static String with(String name, String more) {
        int end = name.length();
        while ((name.substring(0, end) + more).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + more;
    }

    /** The name of one that is being restored to take the place of another, begun at that time. */
    static String fresh(String current, long millis) {
        return beginning(current) + "%013d".formatted(millis);
    }

    /** Whether a name was made by {@link #fresh}: another one that only begins like it is somebody's own. */
    static boolean isFresh(String name, String current) {
        String beginning = beginning(current);
        return name.startsWith(beginning) && name.substring(beginning.length()).matches("\\d{" + DIGITS + "}");
    }

    /** How all names that {@link #fresh} makes for a database begin: cut so that the time has room, too. */
    static String beginning(String current) {
        String longest = with(current, FRESH + "0".repeat(DIGITS));
        return longest.substring(0, longest.length() - DIGITS);
    }

    /** A name that PostgreSQL takes as it is. */
    public static String held(String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST || name.indexOf('\0') >= 0) {
            throw PostgresFailures.of(
                    "\"" + name + "\" is not a name for a database",
                    "Give one of 1 to " + LONGEST + " bytes in UTF-8.");
        }
        return name;
    }
}
