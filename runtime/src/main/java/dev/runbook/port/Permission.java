package dev.runbook.port;

/** What the API server says about a right of ours. */
public sealed interface Permission {
    /** We have it. */
    record Allowed() implements Permission {}

    /** We have it not. */
    record Denied() implements Permission {}

    /** The server does not tell; why in a few words. */
    record Untold(String why) implements Permission {}
}
