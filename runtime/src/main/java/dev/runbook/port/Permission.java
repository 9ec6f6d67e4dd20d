package dev.runbook.port;

/** What the API server says about a right of ours. */
public sealed interface Permission {
    /** We have it. */
    record Given() implements Permission {}

    /** We have it not. */
    record Refused() implements Permission {}

    /** The server does not tell; why in a few words. */
    record Untold(String why) implements Permission {}
}
