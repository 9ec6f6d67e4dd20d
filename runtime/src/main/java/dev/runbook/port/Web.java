package dev.runbook.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Plain HTTP requests that change nothing. */
public interface Web {
    /** Gets a page over a connection of its own; an answer of any status is an answer. */
    Response get(PageRequest request) throws InterruptedException;

    /**
     * What is asked for.
     *
     * @param authorities certificates in PEM form that are trusted instead of the machine's own; empty for those
     */
    record PageRequest(String url, Duration limit, Optional<String> authorities) {}

    /**
     * What came back.
     *
     * @param status the HTTP status; 0 when no answer came
     * @param problem why no answer came; empty when one did
     * @param location where an answer sends on to, and that was not followed; empty for none
     * @param certificateEnds when the certificate of the server ends; empty without one
     */
    record Response(int status, String body, String problem, String location, Optional<Instant> certificateEnds) {
        /** No answer. */
        public static Response none(String problem) {
            return new Response(0, "", problem, "", Optional.empty());
        }

        /** An answer without a certificate. */
        public static Response of(int status, String body) {
            return new Response(status, body, "", "", Optional.empty());
        }
    }
}
