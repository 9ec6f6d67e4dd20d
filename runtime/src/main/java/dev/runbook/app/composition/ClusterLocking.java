package dev.runbook.app.composition;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.machine.folder.RunLock;
import dev.runbook.port.Clock;
import dev.runbook.port.Leases;
import dev.runbook.provider.ReleaseName;
import dev.runbook.run.engine.EffectGuard;
import dev.runbook.run.journal.BufferingJournal;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.lease.ClusterLock;
import dev.runbook.run.lease.HostProcess;
import dev.runbook.run.lease.LeaseGuard;
import dev.runbook.run.lease.LeaseHeldException;
import dev.runbook.run.lease.LeaseHolder;
import dev.runbook.run.report.ExitCode;
import dev.runbook.text.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The locks that one run takes in the cluster; closing it gives them back. */
public final class ClusterLocking implements AutoCloseable {
    private final Consumer<String> warning;
    private final String host;
    private final String defaultNamespace;
    private final Optional<ClusterLock> lock;
    private final List<String> opening = new ArrayList<>();
    private Optional<Facts> facts = Optional.empty();

    private ClusterLocking(
            Consumer<String> warning, String defaultNamespace, Optional<Leases> leases, Clock clock, LeaseHolder me) {
        this.warning = warning;
        this.host = me.host();
        this.defaultNamespace = defaultNamespace;
        this.lock = leases.map(all -> new ClusterLock(
                all,
                clock,
                me,
                process -> process.host().equals(me.host()) && RunLock.gone(process.pid(), process.started()),
                this::say));
    }

    /** Locks nothing; what is said about it stands in the journal. */
    public static ClusterLocking none(
            Consumer<String> warning, Optional<String> why, Clock clock, Entry.OperatorProcess operator) {
        ClusterLocking locking = new ClusterLocking(warning, "", Optional.empty(), clock, holder(operator, ""));
        why.ifPresent(locking.opening::add);
        return locking;
    }

    /**
     * Locks releases.
     *
     * @param defaultNamespace where a command of helm goes that names no namespace
     */
    public static ClusterLocking take(
            List<ReleaseName> releases,
            String defaultNamespace,
            Leases leases,
            Clock clock,
            Entry.OperatorProcess operator,
            String run,
            Consumer<String> warning)
            throws InterruptedException {
        ClusterLocking locking =
                new ClusterLocking(warning, defaultNamespace, Optional.of(leases), clock, holder(operator, run));
        try {
            for (ReleaseName release : releases) {
                locking.lock.orElseThrow().take(release);
            }
            return locking;
        } catch (LeaseHeldException held) {
            locking.close();
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: " + held.getMessage() + ".\n  Nothing has been run. " + held.remedy());
        } catch (Failed failed) {
            locking.close();
            throw CommandExit.cannotServe(List.of(explained(failed.failure())));
        } catch (InterruptedException e) {
            locking.close();
            throw e;
        }
    }

    private static Failure explained(Failure failure) {
        // Only a missing right has to do with the lock; whatever else is wrong, the run would meet as well.
        if (failure.kind() != FailureClass.Forbidden) {
            return failure;
        }
        return new Failure(
                failure.kind(),
                failure.classes(),
                "the lock that keeps a second operator out cannot be taken: " + failure.summary(),
                failure.output(),
                failure.command(),
                failure.exitCode(),
                failure.resource(),
                Stream.concat(
                                failure.advice().stream(),
                                Stream.of(
                                        "The verbs are get, create, update and delete on leases.coordination.k8s.io in"
                                                + " the namespace of the release.",
                                        "When nobody else works on the release, --no-cluster-lock goes on without."))
                        .collect(Collectors.toList()));
    }

    private static LeaseHolder holder(Entry.OperatorProcess operator, String run) {
        return new LeaseHolder(
                operator.user(), operator.host(), operator.pid(), RunLock.started(), run, operator.folder());
    }

    /** Something about other locks that the journal is to say as well. */
    public void note(String line) {
        opening.add(line);
    }

    private void say(String line) {
        if (facts.isPresent()) {
            facts.get().noted(line);
        } else {
            warning.accept(SafeText.lines(line));
            opening.add(line);
        }
    }

    /** The journal of the run; what has been said of the locks until now stands behind its beginning. */
    public Journal before(Journal next) {
        Journal opened = new BufferingJournal(next);
        Facts notes = new Facts(opened);
        opening.forEach(notes::noted);
        facts = Optional.of(notes);
        return opened;
    }

    /**
     * Looks at the locks before each effect.
     *
     * @param programs whether a program of this machine runs that started at a moment
     * @param past what earlier processes of the run have written
     */
    public EffectGuard guard(BiPredicate<Long, Instant> programs, List<Recorded> past) {
        return lock.<EffectGuard>map(held -> new LeaseGuard(
                        held,
                        defaultNamespace,
                        (pid, started) -> programs.test(pid, started) ? running(pid) : Optional.empty(),
                        past))
                .orElse(EffectGuard.NONE);
    }

    private Optional<HostProcess> running(long pid) {
        return RunLock.started(pid).map(start -> new HostProcess(host, pid, start));
    }

    @Override
    public void close() {
        lock.ifPresent(ClusterLock::close);
    }
}
