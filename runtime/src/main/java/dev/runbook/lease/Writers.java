package dev.runbook.lease;

import dev.runbook.journal.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Tells, of the facts of a run, which program was started to change which release. */
final class Writers {
    private final Programs programs;
    private final String host;
    private final String defaultNamespace;
    private final BiConsumer<ReleaseName, HostProcess> found;
    private final Map<String, ReleaseName> intended = new HashMap<>();
    private String at;

    /**
     * @param host where {@code programs} are
     * @param found told of each one that runs
     */
    Writers(Programs programs, String host, String defaultNamespace, BiConsumer<ReleaseName, HostProcess> found) {
        this.programs = programs;
        this.host = host;
        this.at = host;
        this.defaultNamespace = defaultNamespace;
        this.found = found;
    }

    /** Takes the next fact, also of the processes that have worked on the run before. */
    void take(Entry entry) {
        switch (entry) {
            case Entry.Began began -> at = began.operator().host();
            case Entry.Resumed resumed -> at = resumed.operator().host();
            case Entry.TaskIntended task -> {
                Optional<ReleaseName> release = ReleaseName.changedBy(task.action(), task.command(), defaultNamespace);
                if (release.isPresent()) {
                    intended.put(place(task.step(), task.task()), release.get());
                } else {
                    intended.remove(place(task.step(), task.task()));
                }
            }
            case Entry.ProgramStarted program -> {
                ReleaseName release = intended.get(place(program.step(), program.task()));
                // The numbers of another machine's programs say nothing here.
                if (release != null && at.equals(host)) {
                    programs.running(program.pid(), program.started())
                            .ifPresent(running -> found.accept(release, running));
                }
            }
            case Entry _ -> {
                // Nothing else starts a program.
            }
        }
    }

    private static String place(String step, String task) {
        return step + "\n" + task;
    }
}
