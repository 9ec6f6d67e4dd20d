package dev.runbook.port;

import java.time.Duration;

/** Plain HTTP requests that change nothing. */
public interface Web {
    /** Gets a page; an answer of any status is an answer. */
    Response get(String url, Duration limit) throws InterruptedException;

    /**
     * What came back.
     *
     * @param status the HTTP status; 0 when no answer came
     * @param problem why no answer came; empty when one did
     */
    record Response(int status, String body, String problem) {}
}
