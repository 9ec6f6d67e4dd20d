package dev.runbook.run.engine;

import dev.runbook.language.eval.Reader;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.Task;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import java.util.List;
import java.util.Optional;

/** What a run in a shadow of the world takes for granted, and is to tell besides. A run in the world itself takes nothing. */
public interface Foretelling {
    /** For a run that waits for what it waits for. */
    Foretelling NONE = new Foretelling() {
        @Override
        public boolean takesForTrue(String step, String condition, List<Observer.Pending> pending) {
            return false;
        }

        @Override
        public void foreseen(String step, Impact impact) {}

        @Override
        public Reader around(Reader reader) {
            return reader;
        }

        @Override
        public Optional<Failure> withheld(Task.Act act, Call call) {
            return Optional.empty();
        }
    };

    /** Whether a condition that does not hold yet is taken to come true. */
    boolean takesForTrue(String step, String condition, List<Observer.Pending> pending);

    /** What the action that begins next in a step would do to the cluster. */
    void foreseen(String step, Impact impact);

    /** What answers lookups. */
    Reader around(Reader reader);

    /** Why an action is not performed; empty when it is. */
    Optional<Failure> withheld(Task.Act act, Call call) throws InterruptedException;
}
