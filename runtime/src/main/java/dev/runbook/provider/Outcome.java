package dev.runbook.provider;

import dev.runbook.language.failure.Failure;
import java.util.List;

/** How an action ended. */
public sealed interface Outcome {
    /**
     * It is done.
     *
     * @param summary what came of it, in a few words; may be empty
     * @param files files that it wrote and that the run keeps a copy of
     */
    record Done(String summary, List<String> files) implements Outcome {
        public Done {
            files = List.copyOf(files);
        }
    }

    record NotDone(Failure failure) implements Outcome {}

    static Outcome done(String summary) {
        return new Done(summary, List.of());
    }
}
