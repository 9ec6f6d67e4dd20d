package dev.runbook.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Shows what is happening and will not be remembered: lines of output and the progress of a wait. */
public interface LiveProgress {
    /** A line of a program, masked and ready to show. */
    void output(String step, Processes.Stream stream, String line);

    /**
     * A wait goes on. Called at every change and about once a second.
     *
     * @param condition the text of what is waited for
     * @param pending what is not there yet
     * @param limit how long the wait may take
     * @param trouble what is wrong with the connection at the moment
     */
    void waiting(
            String step,
            String condition,
            List<Observer.Pending> pending,
            Duration passed,
            Duration limit,
            Optional<String> trouble);

    /**
     * What a program that runs now is still waiting for, as it looks from beside it. Called at every change and about
     * once a second, from any thread.
     *
     * @param pending what is not ready yet; empty when nothing is known to be missing
     * @param trouble what is wrong with the connection at the moment
     */
    void notReady(String step, List<Observer.Pending> pending, Optional<String> trouble);

    /** Something that whoever runs it must know, in one line; it changes nothing in the run. */
    void warning(String text);
}
