package dev.runbook.run.lease;

import dev.runbook.provider.ReleaseName;
import dev.runbook.run.journal.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Tells, of the facts of a run, which program was started to change which release. */
final class ReleaseWriters {
    private final ProcessTable programs;
    private final String host;
    private final String defaultNamespace;
    private final BiConsumer<ReleaseName, HostProcess> found;
    private final Map<String, ReleaseName> intended = new HashMap<>();
    private String at;

    /**
     * @param host where {@code programs} are
     * @param found told of each one that runs
     */
    ReleaseWriters(
            ProcessTable programs, String host, String defaultNamespace, BiConsumer<ReleaseName, HostProcess> found) {
        this.programs = programs;
        this.host = host;
        this.at = host;
        this.defaultNamespace = defaultNamespace;
        this.found = found;
    }

    /** Takes the next fact, also of the processes that have worked on the run before. */
    void take(Entry entry) {
        if (entry instanceof Entry.Began began) {
            at = began.operator().host();
        } else if (entry instanceof Entry.Resumed resumed) {
            at = resumed.operator().host();
        } else if (entry instanceof Entry.TaskIntended task) {
            intend(task);
        } else if (entry instanceof Entry.ProgramStarted program && at.equals(host)) {
            // The numbers of another machine's programs say nothing here.
            start(program);
        }
    }

    private void intend(Entry.TaskIntended task) {
        String place = place(task.step(), task.task());
        intended.remove(place);
        task.activity()
                .locks()
                .or(() -> LegacyLocks.of(task.activity()))
                .map(release -> release.orIn(defaultNamespace))
                .ifPresent(release -> intended.put(place, release));
    }

    private void start(Entry.ProgramStarted program) {
        Optional.ofNullable(intended.get(place(program.step(), program.task())))
                .ifPresent(release -> programs.running(program.pid(), program.started())
                        .ifPresent(running -> found.accept(release, running)));
    }

    private static String place(String step, String task) {
        return step + "\n" + task;
    }
}
