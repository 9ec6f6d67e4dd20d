package dev.runbook.lease;

import dev.runbook.port.Leases.Lease;
import dev.runbook.text.Moment;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The run that has a Lease, as the notes of the Lease say it.
 *
 * @param started when its process started, as text that no other process of its host with this number will have
 * @param folder the working folder
 */
public record Holder(String user, String host, long pid, String started, String run, String folder) {
    private static final String PREFIX = "runbook.dev/";
    private static final String STEP = PREFIX + "step";

    /** What the Lease calls it: unique among all processes of all machines. */
    String identity() {
        return run + "@" + host + "/" + pid;
    }

    Map<String, String> notes(String step) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(PREFIX + "user", user);
        notes.put(PREFIX + "host", host);
        notes.put(PREFIX + "process", String.valueOf(pid));
        notes.put(PREFIX + "started", started);
        notes.put(PREFIX + "run", run);
        notes.put(PREFIX + "folder", folder);
        notes.put(STEP, step);
        return notes;
    }

    /** Who has a Lease, however little the Lease tells about it. */
    static Holder of(Lease lease) {
        Map<String, String> notes = lease.notes();
        long pid;
        try {
            pid = Long.parseLong(notes.getOrDefault(PREFIX + "process", "0"));
        } catch (NumberFormatException none) {
            pid = 0;
        }
        return new Holder(
                notes.getOrDefault(PREFIX + "user", lease.holder()),
                notes.getOrDefault(PREFIX + "host", "another machine"),
                pid,
                notes.getOrDefault(PREFIX + "started", ""),
                notes.getOrDefault(PREFIX + "run", ""),
                notes.getOrDefault(PREFIX + "folder", ""));
    }

    /** Who, where, since when and at which step, for people. */
    static String words(Lease lease) {
        Holder holder = of(lease);
        String step = lease.notes().getOrDefault(STEP, "");
        return holder.user + " on " + holder.host + " (process " + holder.pid + ", folder " + holder.folder + ", run "
                + holder.run + ") since " + Moment.words(lease.since())
                + (step.isEmpty() ? "" : ", at step " + step);
    }
}
