package dev.runbook.app.run;

import java.io.IOException;

/** The API server has answered, and does so no longer: what was seen until then is not the whole. */
final class ServerLostException extends IOException {
    private static final long serialVersionUID = 1;

    private final String why;

    ServerLostException(String why) {
        super(why);
        this.why = why;
    }

    String why() {
        return why;
    }
}
