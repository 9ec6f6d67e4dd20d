package dev.runbook.provider.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Plain HTTP requests that change nothing. */
public interface Web {
    /** Gets a page over a connection of its own; an answer of any status is an answer. */
    PageResponse get(PageRequest request) throws InterruptedException;

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
    record PageResponse(int status, String body, String problem, String location, Optional<Instant> certificateEnds) {
        /** No answer. */
        public static PageResponse none(String problem) {
            return new PageResponse(0, "", problem, "", Optional.empty());
        }

        /** An answer without a certificate. */
        public static PageResponse of(int status, String body) {
            return new PageResponse(status, body, "", "", Optional.empty());
        }
    }
}
