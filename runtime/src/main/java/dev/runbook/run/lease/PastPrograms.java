package dev.runbook.run.lease;

import dev.runbook.provider.ReleaseName;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells, of a run that is carried on, which programs its earlier processes have started here to change which release. */
final class PastPrograms {
    /** Is told of a program. */
    interface Started {
        void started(ReleaseName release, long pid, Instant at);
    }

    private final String host;
    private final Started found;
    private final Map<Place, ReleaseName> intended = new HashMap<>();
    private String at;

    private record Place(String step, String task) {}

    /** @param host where we are: the numbers of another machine's programs say nothing here */
    PastPrograms(String host, Started found) {
        this.host = host;
        this.at = host;
        this.found = found;
    }

    void take(List<Recorded> past) {
        past.forEach(recorded -> take(recorded.entry()));
    }

    private void take(Entry entry) {
        if (entry instanceof Entry.Began began) {
            at = began.operator().host();
        } else if (entry instanceof Entry.Resumed resumed) {
            at = resumed.operator().host();
        } else if (entry instanceof Entry.TaskIntended task) {
            Place place = new Place(task.step(), task.task());
            intended.remove(place);
            task.activity()
                    .locks()
                    .or(() -> LegacyLocks.of(task.activity()))
                    .ifPresent(release -> intended.put(place, release));
        } else if (entry instanceof Entry.ProgramStarted program && at.equals(host)) {
            Optional.ofNullable(intended.get(new Place(program.step(), program.task())))
                    .ifPresent(release -> found.started(release, program.pid(), program.started()));
        }
    }
}
