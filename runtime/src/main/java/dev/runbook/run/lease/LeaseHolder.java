package dev.runbook.run.lease;

import dev.runbook.port.Leases.Lease;
import dev.runbook.text.UtcTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The run that has a Lease, as the notes of the Lease say it.
 *
 * @param started when its process started, as text that no other process of its host with this number will have
 * @param folder the working folder
 */
public record LeaseHolder(String user, String host, long pid, String started, String run, String folder) {
    private static final String PREFIX = "runbook.dev/";
    private static final String STEP = PREFIX + "step";
    private static final String WRITER = PREFIX + "writer";
    private static final String WRITER_STARTED = PREFIX + "writer-started";
    private static final String ENDED = PREFIX + "ended";

    /** What the Lease calls it: unique among all processes of all machines. */
    String identity() {
        return run + "@" + host + "/" + pid;
    }

    /** What a Lease says of its run: where it is, and which program changes the release at the moment. */
    Map<String, String> notes(String step, Optional<HostProcess> writer) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(PREFIX + "user", user);
        notes.put(PREFIX + "host", host);
        notes.put(PREFIX + "process", String.valueOf(pid));
        notes.put(PREFIX + "started", started);
        notes.put(PREFIX + "run", run);
        notes.put(PREFIX + "folder", folder);
        notes.put(STEP, step);
        writer.ifPresent(program -> {
            notes.put(WRITER, String.valueOf(program.pid()));
            notes.put(WRITER_STARTED, program.started());
        });
        return notes;
    }

    /** The same for a run that has ended while a program of it goes on. */
    Map<String, String> lastNotes(HostProcess writer, Instant now) {
        Map<String, String> notes = notes("", Optional.of(writer));
        notes.put(ENDED, now.toString());
        return notes;
    }

    HostProcess process() {
        return new HostProcess(host, pid, started);
    }

    /** The program that changes the release, as far as the Lease says it. */
    static Optional<HostProcess> writer(Lease lease) {
        return lease.notes().containsKey(WRITER)
                ? Optional.of(new HostProcess(
                        of(lease).host,
                        number(lease.notes(), WRITER),
                        lease.notes().getOrDefault(WRITER_STARTED, "")))
                : Optional.empty();
    }

    /** Whether the run has ended, and has left the Lease to a program of it that goes on. */
    static boolean ended(Lease lease) {
        return lease.notes().containsKey(ENDED);
    }

    /** Who has a Lease, however little the Lease tells about it. */
    static LeaseHolder of(Lease lease) {
        Map<String, String> notes = lease.notes();
        return new LeaseHolder(
                notes.getOrDefault(PREFIX + "user", lease.holder()),
                notes.getOrDefault(PREFIX + "host", "another machine"),
                number(notes, PREFIX + "process"),
                notes.getOrDefault(PREFIX + "started", ""),
                notes.getOrDefault(PREFIX + "run", ""),
                notes.getOrDefault(PREFIX + "folder", ""));
    }

    private static long number(Map<String, String> notes, String name) {
        try {
            return Long.parseLong(notes.getOrDefault(name, "0"));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Who, where, since when and at which step, for people. */
    static String words(Lease lease) {
        LeaseHolder holder = of(lease);
        String step = lease.notes().getOrDefault(STEP, "");
        return holder.user + " on " + holder.host + " (process " + holder.pid + ", folder " + holder.folder + ", run "
                + holder.run + ") since " + UtcTime.words(lease.since())
                + (step.isEmpty() ? "" : ", at step " + step);
    }
}
