package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;

/**
 * A line of what will happen: the same in a terminal, a ticket and a page.
 *
 * @param number of the step, on its first line; empty on the further ones
 * @param step the number of the step that it belongs to
 * @param depth how deep it stands within the step at the top
 * @param verb what is done; empty where the text says it
 */
record ForesightRow(String number, String step, int depth, RowMark mark, Tone tone, String verb, String text) {
    static final String BY_HAND = "by hand";

    /** What stands before the text. */
    enum RowMark {
        NONE(" ", " "),
        HOLDS("✓", "+"),
        FAILS("✗", "x"),
        THEN("→", "->"),
        ASKED("?", "?"),
        WAITS("◌", "o"),
        CHANGED("~", "~"),
        NEW("+", "+"),
        REMOVED("-", "-"),
        HOOK("*", "*");

        private final String unicode;
        private final String ascii;

        RowMark(String unicode, String ascii) {
            this.unicode = unicode;
            this.ascii = ascii;
        }

        String in(Style look) {
            return look.unicode() ? unicode : ascii;
        }
    }
}
