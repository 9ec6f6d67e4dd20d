package dev.runbook.app.run;

import dev.runbook.app.composition.ClusterLocking;
import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.LockReleasingJournal;
import dev.runbook.app.composition.ProgramVersion;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.view.JsonView;
import dev.runbook.app.view.LiveView;
import dev.runbook.app.view.RunView;
import dev.runbook.app.view.ViewSettings;
import dev.runbook.language.failure.Failed;
import dev.runbook.machine.folder.DiskRun;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.folder.RunLock;
import dev.runbook.machine.terminal.Ticker;
import dev.runbook.port.EarlierContents;
import dev.runbook.port.PastRuns;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import dev.runbook.port.Workspace;
import dev.runbook.provider.World;
import dev.runbook.run.engine.EffectRefusedException;
import dev.runbook.run.engine.Engine;
import dev.runbook.run.engine.RunEnvironment;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.FanOut;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.JournalText;
import dev.runbook.run.journal.Masking;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.journal.RunIdentity;
import dev.runbook.run.journal.RunSession;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.resume.ReplayState;
import dev.runbook.run.resume.RunbookEdit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Runs a plan, or carries it on: with its journal, its locks and its view. */
public final class PlanRunner {
    private final Terminal terminal;
    private final Execution execution;
    private final Manner manner;
    private final UnaryOperator<Journal> through;

    public PlanRunner(Terminal terminal, Execution execution, Manner manner) {
        this(terminal, execution, manner, UnaryOperator.identity());
    }

    /** @param through what every fact passes before it is written and shown */
    public PlanRunner(Terminal terminal, Execution execution, Manner manner, UnaryOperator<Journal> through) {
        this.terminal = terminal;
        this.execution = execution;
        this.manner = manner;
        this.through = through;
    }

    /**
     * How a run is shown, answered, kept out of others' way and kept.
     *
     * @param out where it is shown
     * @param screen how people see it; empty for programs, which get JSON lines
     * @param limits what a rehearsal cannot know, a sentence each
     * @param runs the folder of all runs
     * @param kept whether that folder stays, so that a person may look into it
     */
    public record Manner(
            PrintWriter out,
            Optional<RunView.Screen> screen,
            People people,
            String notice,
            List<String> limits,
            boolean exitRecovered,
            Lock lock,
            Path runs,
            boolean kept) {}

    /** Whether a run keeps others out of the releases that it changes. */
    public enum Lock {
        LEASE,
        /** The operator does not want it. */
        NONE,
        /** Nobody else can come to a cluster in memory. */
        NEEDLESS
    }

    /** What is done when all else is ready; ends the command where it cannot. */
    @FunctionalInterface
    public interface LastCheck {
        void make() throws InterruptedException;
    }

    /**
     * What belongs to the beginning of a run.
     *
     * @param beside ends the command when another run is in the way; while it looks, nobody else begins
     * @param last is made under the locks
     * @param foretold what a plan has said of the run; empty when none was made
     */
    public record RunStart(Runnable beside, LastCheck last, Optional<Entry.Foretold> foretold) {
        /** Nobody is in the way, and nothing was foretold. */
        public static final RunStart PLAIN = new RunStart(() -> {}, () -> {}, Optional.empty());
    }

    /** What is done in the folder of a run that has ended. */
    @FunctionalInterface
    public interface LastWork {
        void in(DiskRun run) throws IOException;
    }

    /** Runs a plan, and keeps its journal in a folder of its own. */
    public ExitCode begin(Plan plan, String name, RunStart start) throws InterruptedException {
        return begin(plan, name, start, _ -> {});
    }

    /** The same, with something to do at its end. */
    public ExitCode begin(Plan plan, String name, RunStart start, LastWork last) throws InterruptedException {
        RunFolders folders = folders();
        try (RunLock turn = turn(folders);
                DiskRun run = begin(folders, new RunFolders.Beginning(name, sources(plan)), start.beside());
                RunLock _ = RunLock.take(Path.of(run.path()), operator(), execution.clock());
                ClusterLocking locking = lockOrDiscard(plan, run, start.last())) {
            RunIdentity identity = new RunIdentity(
                    run.id(), name, manner.notice().isEmpty() ? Entry.Dialect.RUN : Entry.Dialect.REHEARSAL);
            RunSession session = session();
            ExitCode code = play(
                    plan,
                    run,
                    turn,
                    locking,
                    List.of(),
                    engine -> engine.run(identity, session, execution.namespace(), start.foretold()));
            last.in(run);
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DiskRun begin(RunFolders folders, RunFolders.Beginning beginning, Runnable beside) {
        beside.run();
        return folders.begin(beginning);
    }

    private RunLock turn(RunFolders folders) throws InterruptedException {
        try {
            return folders.turn(operator());
        } catch (RunLock.RunLockedException held) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: somebody else is beginning a run here, and does not get to its first step: "
                            + held.getMessage() + ".\n  Try again when that run has begun. Nothing has been run here.");
        }
    }

    /** Carries a run on in its folder. */
    ExitCode resume(Plan plan, ResumableRun resumable) throws InterruptedException {
        return resume(plan, resumable, _ -> {});
    }

    /** The same, with what is done last of all in its folder. */
    ExitCode resume(Plan plan, ResumableRun resumable, LastWork last) throws InterruptedException {
        JournalText journal = resumable.run().journal();
        ReplayState replay = resumable.replay();
        RunFolders folders = folders();
        String id = resumable.run().id();
        // The lock first: going on cuts off what a run that still writes may just be writing.
        try (RunLock turn = turn(folders);
                RunLock held = RunLock.take(folders.folder(id), operator(), execution.clock());
                DiskRun run = goOn(folders, resumable.run());
                ClusterLocking locking = lock(plan, run)) {
            held.takenOver().ifPresent(locking::note);
            resumable.run().damage().ifPresent(damage -> locking.note(damaged(damage)));
            List<String> edits =
                    resumable.edits().stream().map(RunbookEdit::words).toList();
            RunSession session = session();
            ExitCode code = play(
                    plan,
                    run,
                    turn,
                    locking,
                    journal.records(),
                    engine -> engine.resume(edits, session, execution.namespace(), replay));
            last.in(run);
            return code;
        } catch (RunLock.RunLockedException e) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: the run " + id + " is going on: " + e.getMessage()
                            + ".\n  Wait for its end, or stop it there. Nothing has been run here.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DiskRun goOn(RunFolders folders, UnfinishedRuns.UnfinishedRun run) {
        return run.damage().isPresent()
                ? folders.goOnBeforeDamage(run.id(), run.journal().end())
                : folders.goOn(run.id(), run.journal().end());
    }

    private String damaged(DamageNotice damage) {
        return "the journal was damaged, and goes on from before that: " + damage.what()
                + "; all of it is kept beside it; " + terminal.user() + " agreed to that";
    }

    private RunFolders folders() {
        return new RunFolders(manner.runs(), execution.folder(), execution.clock(), RandomGenerator.getDefault());
    }

    private RunSession session() {
        return new RunSession(execution.target(), ProgramVersion.NUMBER, operator());
    }

    private static Map<String, String> sources(Plan plan) {
        Map<String, String> sources = new LinkedHashMap<>();
        plan.runbook().sources().forEach(source -> sources.put(source.name(), source.text()));
        return sources;
    }

    private ExitCode play(
            Plan plan,
            DiskRun run,
            RunLock turn,
            ClusterLocking locking,
            List<Recorded> before,
            Function<Engine, Entry.RunEnd> how) {
        NextCommand next = new NextCommand(manner.runs());
        ViewSettings shown = new ViewSettings(
                manner.kept() ? NextCommand.fromHere(Path.of(run.journalPath())) : "",
                manner.kept() ? next.of("report", run.id()) : "",
                next.of("resume", run.id()),
                manner.notice(),
                manner.limits());
        LiveView view = manner.screen()
                .<LiveView>map(screen -> new RunView(manner.out(), screen, shown, execution.clock()))
                .orElseGet(() -> new JsonView(manner.out(), execution.clock()));
        before.forEach(view::recall);
        Masking masking = terminal.masking();
        Secrets.hide(terminal, execution, plan.inputs());
        masking.tooShort().forEach(secret -> terminal.warn("warning: " + Masking.unhidden(secret)));
        Journal kept = through.apply(FanOut.of(new LockReleasingJournal(run.journal(), turn), view));
        Facts facts = new Facts(masking.before(locking.before(kept), run));
        JournaledRuns past = new JournaledRuns(folders());
        World world = execution.world().with(PastRuns.class, past);
        RunEnvironment setting = new RunEnvironment(
                world.with(EarlierContents.class, new KeptContents(world.client(Workspace.class), past, run)),
                execution.cluster(),
                facts,
                locking.guard(execution.world().client(Processes.class)::runs, before),
                masking,
                run,
                view,
                manner.people(),
                execution.interruption());
        try (Ticker _ = new Ticker(execution.clock(), view::tick);
                StopRequests.Registration _ = execution.interruption().onChange(() -> noteWish(facts))) {
            return ExitCode.of(how.apply(new Engine(plan, setting)), manner.exitRecovered());
        } catch (Journal.JournalLost e) {
            throw new CommandExit(ExitCode.FAILED, "error: " + e.getMessage());
        } catch (EffectRefusedException e) {
            throw new CommandExit(
                    ExitCode.FAILED,
                    "error: " + e.getMessage() + ".\n  Nothing further has been changed; the run did not end.");
        }
    }

    private ClusterLocking lock(Plan plan, DiskRun run) throws InterruptedException {
        return switch (manner.lock()) {
            case LEASE ->
                execution.stoppable(() -> ClusterLocking.take(
                        plan.locks(execution.namespace()),
                        execution.namespace(),
                        execution.cluster().leases(),
                        execution.clock(),
                        operator(),
                        run.id(),
                        terminal::warn));
            case NONE -> unlocked(Optional.of("no lock in the cluster: --no-cluster-lock was given"));
            case NEEDLESS -> unlocked(Optional.empty());
        };
    }

    private ClusterLocking unlocked(Optional<String> said) {
        return ClusterLocking.none(terminal::warn, said, execution.clock(), operator());
    }

    /** The same for a run that begins: where it may not, nothing of it stays. */
    private ClusterLocking lockOrDiscard(Plan plan, DiskRun run, LastCheck last) throws InterruptedException {
        try {
            ClusterLocking locking = lock(plan, run);
            try {
                last.make();
            } catch (CommandExit | InterruptedException | Failed refused) {
                locking.close();
                throw refused;
            }
            return locking;
        } catch (CommandExit | InterruptedException | Failed e) {
            run.discard();
            throw e;
        }
    }

    private void noteWish(Facts facts) {
        try {
            facts.interrupted(execution.interruption().wish());
        } catch (Journal.JournalLost lost) {
            // The engine meets the same at its next fact and ends the run with it.
            return;
        }
    }

    private Entry.OperatorProcess operator() {
        return terminal.operator(execution.folder());
    }
}
