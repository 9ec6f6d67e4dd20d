package dev.runbook.app.view;

/**
 * How things are drawn: with colour or without, with Unicode marks or with ASCII.
 *
 * @param colour only for a terminal, and when nobody asked for none
 * @param unicode whether the locale's encoding has more than ASCII
 */
public record Style(boolean colour, boolean unicode) {
    /** Of pipes and log files. */
    public static final Style PLAIN = new Style(false, true);

    /** What a piece of text is, which decides its colour. */
    public enum Tone {
        PLAIN(""),
        TITLE("1"),
        QUIET("2"),
        GOOD("32"),
        BAD("31"),
        LOUD("1;31"),
        CARE("33"),
        ASK("1;36");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    public String paint(Tone tone, String text) {
        return !colour || tone == Tone.PLAIN || text.isEmpty()
                ? text
                : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
    }

    public String done() {
        return unicode ? "✓" : "+";
    }

    public String failed() {
        return unicode ? "✗" : "x";
    }

    public String stopped() {
        return unicode ? "■" : "#";
    }

    public String arrow() {
        return unicode ? "→" : "->";
    }

    public String ellipsis() {
        return unicode ? "…" : "...";
    }
}
