package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.machine.folder.DamagedJournal;
import dev.runbook.machine.folder.LockOwner;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.folder.RunLock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.JournalDamage;
import dev.runbook.run.journal.JournalText;
import dev.runbook.run.report.EndingText;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.RunReport;
import dev.runbook.run.resume.Unfinished;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a folder that want to be carried on: of several on the same releases, only the last one can be.
 *
 * @param folder where they are kept, as the operator named it
 */
public record UnfinishedRuns(RunFolders folders, Path folder) {
    /**
     * A run with its journal: of one that is damaged, the part before the damage.
     *
     * @param damage what is wrong with the journal; empty when nothing is
     */
    public record UnfinishedRun(String id, JournalText journal, RunReport report, Optional<DamageNotice> damage) {
        public Entry.Began began() {
            return report.began().orElseThrow();
        }
    }

    /**
     * What must be known of every run of the folder, of which there may be many.
     *
     * @param began its first fact; empty only where the journal is damaged
     */
    public record RunSummary(
            String id, Optional<Entry.Began> began, boolean unfinished, Optional<DamageNotice> damage) {
        /** Whether it works on what another works on. Of what is lost, it may. */
        boolean meets(RunSubject subject) {
            return began.isEmpty() || RunSubject.of(began.get()).meets(subject);
        }
    }

    /** How the commands on these runs are written. */
    public NextCommand next() {
        return new NextCommand(folders.place());
    }

    /** Those that were not overtaken by a later run, the last one first. */
    public List<UnfinishedRun> unfinished() {
        return summaries().stream().map(summary -> read(summary.id())).toList();
    }

    private List<RunSummary> summaries() {
        List<RunSummary> later = new ArrayList<>();
        List<RunSummary> left = new ArrayList<>();
        for (RunSummary run : all().reversed()) {
            if (run.unfinished()
                    && run.began().flatMap(began -> overtaking(began, later)).isEmpty()) {
                left.add(run);
            }
            later.add(run);
        }
        return left;
    }

    /** Every run on a cluster, in the order in which they began, whatever the clock was set to meanwhile. */
    private List<RunSummary> all() {
        return folders.names().stream()
                .map(this::summary)
                .filter(run -> run.began()
                        .filter(began -> began.dialect() == Entry.Dialect.REHEARSAL || isCopy(run.id(), began))
                        .isEmpty())
                .toList();
    }

    /** Whether a folder is a copy of another run's that lies beside it: one run must not be carried on twice. */
    boolean isCopy(String id, Entry.Began began) {
        return !began.run().equals(id) && folders.names().contains(began.run());
    }

    /** A journal that is damaged may lack anything, so only its end says that the run is over. */
    private RunSummary summary(String id) {
        List<Entry.Began> began = new ArrayList<>();
        List<Entry.Began> sound = new ArrayList<>();
        List<Entry> last = new ArrayList<>();
        List<JournalDamage> flaws = new ArrayList<>();
        Unfinished unfinished = new Unfinished();
        Optional<String> lost = Optional.empty();
        try {
            folders.read(
                    id,
                    fact -> {
                        if (fact.entry() instanceof Entry.Began first) {
                            began.add(first);
                            if (flaws.isEmpty()) {
                                sound.add(first);
                            }
                        }
                        last.clear();
                        last.add(fact.entry());
                        unfinished.take(fact.entry());
                    },
                    flaws::add);
        } catch (RunFolders.Unusable unreadable) {
            lost = Optional.of(String.valueOf(unreadable.getMessage()));
        }
        Optional<DamageNotice> damage = lost.or(() -> flaws.stream().findFirst().map(JournalDamage::text))
                .map(what -> new DamageNotice(id, what, !sound.isEmpty(), next()));
        boolean open = damage.isPresent() ? last.stream().noneMatch(DamageNotice::isOver) : unfinished.is();
        return new RunSummary(id, began.stream().findFirst(), open, damage);
    }

    /** What is wrong with a journal that cannot be read as a whole. */
    public DamageNotice damage(String id) {
        return read(id).damage().orElseGet(() -> new DamageNotice(id, "it cannot be read", false, next()));
    }

    /** Whether a run wants to be carried on, overtaken or not. */
    public boolean isUnfinished(String id) {
        return summary(id).unfinished();
    }

    /** The run that a text means. */
    public UnfinishedRun named(String text) {
        List<String> matching = text.isEmpty() ? List.of() : folders.matching(text);
        if (matching.size() != 1) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: \"" + text + "\" is " + (matching.isEmpty() ? "not a run" : "the beginning of several runs")
                            + " in " + folder + ". See: runbook status");
        }
        return read(matching.getFirst());
    }

    /** A run of this folder. */
    public UnfinishedRun read(String id) {
        DamagedJournal journal = folders.readDamaged(id);
        JournalText sound = journal.sound();
        RunReport report = RunReport.of(sound.records());
        return new UnfinishedRun(
                id,
                sound,
                report,
                journal.damage()
                        .map(what -> new DamageNotice(id, what, report.began().isPresent(), next())));
    }

    /** The run that has worked on the same releases after this one, if there is one. */
    Optional<RunSummary> overtaking(UnfinishedRun run) {
        return overtaking(
                run.began(),
                all().stream()
                        .dropWhile(other -> !other.id().equals(run.id()))
                        .skip(1)
                        .toList());
    }

    private static Optional<RunSummary> overtaking(Entry.Began began, List<RunSummary> later) {
        RunSubject subject = RunSubject.of(began);
        return later.stream().filter(run -> run.meets(subject)).findFirst();
    }

    /** Whose process works on a run now. */
    public Optional<LockOwner> worker(String run, String host) {
        return RunLock.holder(folders.folder(run), host);
    }

    /**
     * Ends the command when a run of the same subject is in the way.
     *
     * @param anew whether what is unfinished, and nobody works on, is to be left as it is
     */
    void refuseBeside(RunSubject subject, String host, boolean anew) {
        for (RunSummary run : all()) {
            Optional<LockOwner> worker = worker(run.id(), host);
            if (worker.isPresent() && run.meets(subject)) {
                throw new CommandExit(ExitCode.CANNOT_SERVE, atWork(run, worker.get(), host));
            }
        }
        if (anew) {
            return;
        }
        for (RunSummary left : summaries()) {
            if (left.meets(subject)) {
                // It may have begun since the first look, and may be over by now.
                Optional<LockOwner> worker = worker(left.id(), host);
                if (worker.isPresent()) {
                    throw new CommandExit(ExitCode.CANNOT_SERVE, atWork(left, worker.get(), host));
                }
                if (isUnfinished(left.id())) {
                    throw inTheWay(left);
                }
            }
        }
    }

    private String atWork(RunSummary run, LockOwner worker, String host) {
        return "error: the run " + run.id() + " of " + subject(run) + " is being worked on by " + worker.words() + ", "
                + EndingText.where(read(run.id()).report())
                + ".\n  Nothing has been run. Wait until it has ended, or stop it there with Ctrl-C."
                + (worker.host().equals(host)
                        ? ""
                        : "\n  Whether it still runs can only be seen on " + worker.host()
                                + ". When it does not, delete "
                                + NextCommand.fromHere(folders.folder(run.id()).resolve(RunLock.FILE)));
    }

    private static String subject(RunSummary run) {
        return run.began().map(began -> RunSubject.of(began).words()).orElse("an unknown release");
    }

    private CommandExit inTheWay(RunSummary left) {
        String begin = "\n  To leave it as it is and start over, add --new.";
        if (left.damage().isPresent()) {
            return new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: the run " + left.id() + " of " + subject(left)
                            + " may be unfinished, and its journal is damaged:\n  "
                            + left.damage().get().what() + left.damage().get().ways() + begin);
        }
        return new CommandExit(
                ExitCode.INVALID,
                "error: the run " + left.id() + " of " + subject(left) + " is unfinished: "
                        + EndingText.where(read(left.id()).report())
                        + "\n  Carry it on with: " + next().of("resume", left.id())
                        + "\n  See first what that would do with: "
                        + next().of("resume --plan", left.id())
                        + "\n  Or give it up for good with: " + next().of("abandon", left.id())
                        + begin);
    }
}
