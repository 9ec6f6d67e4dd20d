package dev.runbook.json;

import java.io.IOException;

/** A text is not the JSON that was expected. */
public final class NotJsonException extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean cut;

    NotJsonException(String message, boolean cut) {
        super(message);
        this.cut = cut;
    }

    /** Whether it is not even whole, as a text that was cut short. */
    public boolean cut() {
        return cut;
    }
}
