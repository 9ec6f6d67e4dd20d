package dev.runbook.postgres;

import java.nio.charset.StandardCharsets;

/** Names of databases that stand beside one that is being restored. */
public final class DatabaseNames {
    /** What PostgreSQL keeps of a name; it would cut the rest off and say only a note. */
    private static final int LONGEST = 63;

    private DatabaseNames() {}

    /** The name with more behind it; the name itself is cut, between characters, where both together are too long. */
    static String with(String name, String more) {
        int end = name.length();
        while ((name.substring(0, end) + more).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + more;
    }

    /** A name that PostgreSQL takes as it is. */
    public static String held(String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST || name.indexOf('\0') >= 0) {
            throw Wrong.of(
                    "\"" + name + "\" is no name for a database", "Give one of 1 to " + LONGEST + " bytes in UTF-8.");
        }
        return name;
    }
}
