package dev.runbook.diagnostic;

/** The colours of a drawing, or none. */
enum Paint {
    NONE,
    ANSI;

    String error(String text) {
        return in("1;31", text);
    }

    String warning(String text) {
        return in("1;33", text);
    }

    String strong(String text) {
        return in("1", text);
    }

    String frame(String text) {
        return in("34", text);
    }

    private String in(String colour, String text) {
        return this == NONE ? text : "\u001b[" + colour + "m" + text + "\u001b[0m";
    }
}
