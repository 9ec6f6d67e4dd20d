package dev.runbook.text;

/**
 * How the name of a file stands in a message: as it is where it can be taken for nothing but a name, otherwise between quotes, with
 * what cannot be seen as an escape. No name ends where the message goes on.
 */
public final class FileName {
    private static final String PLAIN = "._-/+@%=~#:,[]{}&*?!|^$<>";

    private FileName() {}

    public static String of(String name) {
        if (!name.isEmpty() && name.codePoints().allMatch(FileName::isPlain)) {
            return name;
        }
        // The whole of it, however long: it is what tells it from others.
        return '"' + Quoted.inside(name, Integer.MAX_VALUE) + '"';
    }

    private static boolean isPlain(int c) {
        return PLAIN.indexOf(c) >= 0 || (Character.isLetterOrDigit(c) && !UnsafeCharacters.isUnseen(c));
    }
}
