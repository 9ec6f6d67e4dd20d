package dev.runbook.run.resume;

import dev.runbook.language.program.TaskKey;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which branch was taken where an older journal has only the text of the condition, which is shortened: what
 * ran in a branch has the branch's number in its place.
 */
final class LegacyDecisions {
    private LegacyDecisions() {}

    /** The same facts, with the branch of each decision as far as it shows. */
    static List<Recorded> completed(List<Recorded> records) {
        List<Recorded> completed = new ArrayList<>(records);
        Map<String, Integer> open = new HashMap<>();
        for (int i = 0; i < completed.size(); i++) {
            Entry entry = completed.get(i).entry();
            if (entry instanceof Entry.Decided decided) {
                open.remove(decided.task());
                if (decided.arm().isEmpty()) {
                    open.put(decided.task(), i);
                }
            }
            for (TaskKey.Branch branch : new TaskKey(place(entry)).branches()) {
                Integer at = open.remove(branch.choice().text());
                if (at != null && completed.get(at).entry() instanceof Entry.Decided decided) {
                    completed.set(at, with(completed.get(at), decided, branch.arm()));
                }
            }
        }
        return completed;
    }

    private static Recorded with(Recorded recorded, Entry.Decided e, int arm) {
        return new Recorded(recorded.sequence(), recorded.time(), e.taking(arm));
    }

    private static String place(Entry entry) {
        return switch (entry) {
            case Entry.StepStarted e -> e.task();
            case Entry.StepSkipped e -> e.task();
            case Entry.OfTask e -> e.task();
            case Entry.Settled e -> e.task();
            case Entry.Began _,
                    Entry.Resumed _,
                    Entry.StepResumed _,
                    Entry.StepEnded _,
                    Entry.Rescuing _,
                    Entry.Retrying _,
                    Entry.Interrupted _,
                    Entry.Foretold _,
                    Entry.Abandoned _,
                    Entry.Ended _ -> "";
        };
    }
}
