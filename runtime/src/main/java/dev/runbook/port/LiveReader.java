package dev.runbook.port;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A reader that watches whatever it was asked for, so that asking again costs nothing and changes wake the waiter.
 * The first question about something asks the server, and throws {@code Unreachable} while it is away: a wait asks
 * again. Later questions are answered from what was last seen, also while the server is away.
 */
public interface LiveReader extends ClusterReader, AutoCloseable {
    /** Waits until something that was read has changed, or the time is over; a change since the last read returns at once. */
    void awaitChange(Duration atMost) throws InterruptedException;

    /** The same, but it also returns as soon as the work is done that somebody does meanwhile. */
    void awaitChange(Duration atMost, CompletionStage<?> work) throws InterruptedException;

    /** What is wrong with the connection at the moment, in a few words, such as {@code API server not answering for 12s}. */
    Optional<String> trouble();

    @Override
    void close();
}
