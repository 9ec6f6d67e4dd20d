package dev.runbook.run.report;

import dev.runbook.text.UnsafeCharacters;

/** Text as XML 1.0 can hold it. */
public final class XmlText {
    private XmlText() {}

    /** An attribute with a space before it. */
    public static String attribute(String name, String value) {
        return " " + name + "=\"" + escape(value).replace("\n", "&#10;").replace("\t", "&#9;") + "\"";
    }

    /** What XML 1.0 cannot write, and what no reader of it should be misled by, becomes the sign for what cannot be shown. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return out.toString();
    }

    private static boolean isXml(int c) {
        return c == '\n' || c == '\t' || (isCharacter(c) && !UnsafeCharacters.contains(c));
    }

    private static boolean isCharacter(int c) {
        return (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
    }
}
