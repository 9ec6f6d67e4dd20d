package dev.runbook.text;

/**
 * The characters that steer a terminal, turn the direction of writing round, end a line where none is seen to end, or
 * cannot be seen at all. What joins letters (U+200C, U+200D) is not among them: some scripts and emoji need it.
 */
public final class UnsafeCharacters {
    private UnsafeCharacters() {}

    /** Whether a code point is one of them; tabs and line feeds are. */
    public static boolean contains(int c) {
        if (c >= ' ' && c < 0x7f) {
            return false;
        }
        return Character.isISOControl(c)
                || isInvisible(c)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Whether any character of a text is one of them. */
    public static boolean anyIn(String text) {
        return text.codePoints().anyMatch(UnsafeCharacters::contains);
    }

    /** Marks of direction, line ends beyond ASCII, characters without width and without a shape, and tags. */
    private static boolean isInvisible(int c) {
        return c == 0xad
                || c == 0x61c
                || c == 0x180e
                || c == 0x200b
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0xfeff
                || (c >= 0xfff9 && c <= 0xfffb)
                || (c >= 0xe0000 && c <= 0xe007f);
    }

    /** Whether a code point adds nothing to what is seen of the letters around it, joiners and variants included. */
    public static boolean isUnseen(int c) {
        return contains(c)
                || c == 0x34f
                || c == 0x115f
                || c == 0x1160
                || c == 0x200c
                || c == 0x200d
                || c == 0x3164
                || c == 0xffa0
                || (c >= 0xfe00 && c <= 0xfe0f)
                || (c >= 0xe0000 && c <= 0xe0fff);
    }
}
