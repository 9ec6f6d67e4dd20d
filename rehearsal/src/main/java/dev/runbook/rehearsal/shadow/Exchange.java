package dev.runbook.rehearsal.shadow;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that was answered here.
 *
 * @param path the path and the query that came in
 * @param source where the answer comes from
 * @param note what the server or the shadow says of it; empty when there is nothing to say
 * @param granted what it takes to go well, beside the answer; each stands in the note, too
 * @param change what it did to an object; empty when it did nothing
 */
public record Exchange(
        String method,
        String path,
        int code,
        Certainty source,
        String note,
        List<String> granted,
        Optional<ObjectChange> change) {
    public Exchange {
        granted = List.copyOf(granted);
    }

    /** What stands in a note before why the server refuses the pods of what it has taken. */
    static final String PODS_REFUSED = "its pods are refused: ";

    /** Whether the server takes a workload, and not its pods. */
    public boolean refusesPods() {
        return note.contains(PODS_REFUSED);
    }

    /** An object before and after; one of them is empty when it was created or deleted. */
    public record ObjectChange(Map<String, Object> before, Map<String, Object> after) {}

    /** How far an answer can be trusted. */
    public enum Certainty {
        /** The real server has decided it. */
        SERVER,
        /** Worked out here, by the server's rules, from what the server said before. */
        EMULATED,
        /** Taken to go well: nobody can know it before. */
        ASSUMED,
        /** Not asked, or not to be known without doing it. */
        UNKNOWN
    }
}
