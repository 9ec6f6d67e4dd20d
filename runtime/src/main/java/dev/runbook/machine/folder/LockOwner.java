package dev.runbook.machine.folder;

import dev.runbook.run.journal.Entry;
import dev.runbook.text.UtcTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds a lock.
 *
 * @param started when its process started, as {@link ProcessStart} says it
 * @param since when it took the lock, by its wall clock
 */
public record LockOwner(String user, String host, long pid, String started, Instant since) {
    static LockOwner of(Entry.OperatorProcess operator, Instant now) {
        return new LockOwner(
                operator.user(),
                operator.host(),
                operator.pid(),
                ProcessStart.of(operator.pid()).orElse(""),
                now);
    }

    /**
     * Whether its process runs, when that can be seen from here.
     *
     * @param free whether the system's own lock on the file, which would be its, is nobody's
     */
    Optional<Boolean> alive(String here, boolean free) {
        Optional<Boolean> seen = host.equals(here) ? ProcessStart.runs(pid, started) : Optional.empty();
        // Our own host in another boot: two machines may have one name, but then the system's lock would be taken.
        return seen.isEmpty() && host.equals(here) && free ? Optional.of(false) : seen;
    }

    /** Who, where and since when, for people. */
    public String words() {
        return user + " on " + host + " (process " + pid + ") since " + UtcTime.words(since);
    }

    String text() {
        return "user: " + line(user) + "\nhost: " + line(host) + "\npid: " + pid + "\nstarted: " + line(started)
                + "\nsince: " + since + "\n";
    }

    private static String line(String text) {
        return text.replaceAll("\\R", " ");
    }

    /** The owner that a lock's file names; empty when it names none. */
    static Optional<LockOwner> read(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
        });
        try {
            return Optional.of(new LockOwner(
                    fields.getOrDefault("user", "somebody"),
                    fields.getOrDefault("host", ""),
                    Long.parseLong(fields.getOrDefault("pid", "")),
                    fields.getOrDefault("started", ""),
                    Instant.parse(fields.getOrDefault("since", ""))));
        } catch (NumberFormatException | DateTimeException none) {
            return Optional.empty();
        }
    }
}
