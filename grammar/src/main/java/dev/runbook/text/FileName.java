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
        StringBuilder quoted = new StringBuilder("\"");
        name.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                case 0x1b -> quoted.append("\\e");
                default -> {
                    if (c != ' ' && (UnsafeCharacters.isUnseen(c) || Character.isSpaceChar(c))) {
                        quoted.append("\\u{%x}".formatted(c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPlain(int c) {
        return PLAIN.indexOf(c) >= 0 || (Character.isLetterOrDigit(c) && !UnsafeCharacters.isUnseen(c));
    }
}
