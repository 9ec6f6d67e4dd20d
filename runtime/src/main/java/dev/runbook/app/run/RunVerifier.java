package dev.runbook.app.run;

import dev.runbook.machine.folder.RunFolders;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.JournalDamage;
import dev.runbook.run.journal.JournalEnd;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.Verification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what a run has left with what its journal says of it. */
public final class RunVerifier {
    private final RunFolders folders;
    private final String run;
    private final Map<String, String> sums = new LinkedHashMap<>();
    private final List<JournalDamage> flaws = new ArrayList<>();
    private final List<String> strange = new ArrayList<>();
    private boolean ended;

    private RunVerifier(RunFolders folders, String run) {
        this.folders = folders;
        this.run = run;
    }

    public static Verification of(RunFolders folders, String run) {
        return new RunVerifier(folders, run).verify();
    }

    private Verification verify() {
        JournalEnd end = folders.read(run, this::take, flaws::add);
        sums.forEach(this::compare);
        return new Verification(folders.journalPath(run), end, ended, flaws, sums.size(), strange);
    }

    private void take(Recorded recorded) {
        ended = recorded.entry() instanceof Entry.Ended;
        if (recorded.entry() instanceof Entry.Began began && !began.run().equals(run)) {
            strange.add("the journal is of the run " + began.run() + ", and its folder is called " + run);
        }
        if (recorded.entry() instanceof Entry.TaskEnded task) {
            task.output().ifPresent(o -> o.sha256().ifPresent(sum -> sums.put(o.file(), sum)));
            task.files().forEach(file -> sums.put(file.copy(), file.sha256()));
        }
        if (recorded.entry() instanceof Entry.Asked asked) {
            asked.file().ifPresent(file -> sums.put(file.copy(), file.sha256()));
        }
    }

    private void compare(String file, String sum) {
        Optional<String> now = folders.sha256(run, file);
        if (now.isEmpty()) {
            strange.add("the file " + file + " is missing");
        } else if (!now.get().equals(sum)) {
            strange.add("the file " + file + " is not as the run left it: its checksum is another one");
        }
    }
}
