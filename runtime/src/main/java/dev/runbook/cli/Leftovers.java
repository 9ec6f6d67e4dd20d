package dev.runbook.cli;

import dev.runbook.adapter.run.LockOwner;
import dev.runbook.adapter.run.RunFolders;
import dev.runbook.adapter.run.RunLock;
import dev.runbook.journal.Entry;
import dev.runbook.journal.JournalText;
import dev.runbook.plan.Plan;
import dev.runbook.report.ExitCode;
import dev.runbook.report.RunReport;
import dev.runbook.resume.Unfinished;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The runs of a folder that want to be carried on: of several on the same releases, only the last one can be. */
record Leftovers(RunFolders folders) {
    private static final Set<String> SUBJECT = Set.of("release", "namespace");

    /** A run with its journal. */
    record Run(String id, JournalText journal, RunReport report) {
        Entry.Began began() {
            return report.began().orElseThrow();
        }
    }

    /** What must be known of every run of the folder, of which there may be many. */
    record Glimpse(String id, Entry.Began began, boolean unfinished) {
        /** Whether it works on what another works on: the same releases of the same cluster. */
        boolean meets(String target, String title, Map<String, Value> inputs) {
            return began.target().equals(target)
                    && SUBJECT.stream()
                            .allMatch(name -> began.inputs()
                                    .getOrDefault(name, Value.NIL)
                                    .equals(inputs.getOrDefault(name, Value.NIL)))
                    && (began.inputs().containsKey("release") || began.title().equals(title));
        }
    }

    /** Those that were not overtaken by a later run, the last one first. */
    List<Run> unfinished() {
        return glimpses().stream().map(glimpse -> read(glimpse.id())).toList();
    }

    private List<Glimpse> glimpses() {
        List<Glimpse> later = new ArrayList<>();
        List<Glimpse> left = new ArrayList<>();
        for (Glimpse run : all().reversed()) {
            if (run.unfinished() && overtaking(run.began(), later).isEmpty()) {
                left.add(run);
            }
            later.add(run);
        }
        return left;
    }

    /** Every run on a cluster, in the order in which they began, whatever the clock was set to meanwhile. */
    private List<Glimpse> all() {
        return folders.names().stream()
                .flatMap(id -> glimpse(id).stream())
                .filter(run -> !run.began().dialect().equals("rehearsal"))
                .filter(run -> !isCopy(run.id(), run.began()))
                .toList();
    }

    /** Whether a folder is a copy of another run's that lies beside it: one run must not be carried on twice. */
    boolean isCopy(String id, Entry.Began began) {
        return !began.run().equals(id) && folders.names().contains(began.run());
    }

    /** Nothing of a journal that is damaged: whoever asks for that very run is told what is wrong with it. */
    private Optional<Glimpse> glimpse(String id) {
        List<Entry.Began> began = new ArrayList<>();
        Unfinished unfinished = new Unfinished();
        try {
            folders.read(
                    id,
                    fact -> {
                        if (fact.entry() instanceof Entry.Began first) {
                            began.add(first);
                        }
                        unfinished.take(fact.entry());
                    },
                    JournalText.doubting(new ArrayList<>()));
        } catch (RunFolders.Unusable damaged) {
            return Optional.empty();
        }
        return began.stream().findFirst().map(first -> new Glimpse(id, first, unfinished.is()));
    }

    /** A run of this folder. */
    Run read(String id) {
        JournalText journal = folders.read(id);
        return new Run(id, journal, RunReport.of(journal.records()));
    }

    /** The run that has worked on the same releases after this one, if there is one. */
    Optional<Glimpse> overtaking(Run run) {
        return overtaking(
                run.began(),
                all().stream()
                        .dropWhile(other -> !other.id().equals(run.id()))
                        .skip(1)
                        .toList());
    }

    private static Optional<Glimpse> overtaking(Entry.Began began, List<Glimpse> later) {
        return later.stream()
                .filter(r -> r.meets(began.target(), began.title(), began.inputs()))
                .findFirst();
    }

    /** Whose process works on a run now. */
    Optional<LockOwner> worker(Run run, String host) {
        return RunLock.holder(folders.folder(run.id()), host);
    }

    /** Ends the command when a run of the same releases is unfinished. */
    void refuseBeside(Plan plan, String target, String host) {
        for (Glimpse left : glimpses()) {
            if (left.meets(target, plan.runbook().title(), plan.inputs())) {
                Run run = read(left.id());
                worker(run, host).ifPresent(owner -> {
                    throw new Stop(
                            ExitCode.CANNOT_SERVE,
                            "error: the run " + run.id() + " of the same release is being worked on by "
                                    + owner.words() + ", " + StatusCommand.where(run.report())
                                    + ".\n  Nothing has been run. Wait until it has ended, or stop it there with Ctrl-C.");
                });
                throw new Stop(
                        ExitCode.INVALID,
                        "error: the run " + run.id() + " of the same release is unfinished: "
                                + StatusCommand.where(run.report())
                                + "\n  Carry it on with: runbook resume " + run.id()
                                + "\n  See first what that would do with: runbook resume --plan " + run.id()
                                + "\n  To leave it as it is and begin anew, add --new.");
            }
        }
    }
}
