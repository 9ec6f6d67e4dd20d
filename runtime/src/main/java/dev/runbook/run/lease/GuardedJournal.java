package dev.runbook.run.lease;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.program.TaskKey;
import dev.runbook.provider.ReleaseName;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.Recorded;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Hands on the facts of a run, and looks at the lock before each effect: no intent is written, and so nothing is done, by
 * a run that has lost it. From the facts the lock also knows the step that others are told.
 */
public final class GuardedJournal implements Journal {
    private final Journal next;
    private final ClusterLock lock;
    private final String defaultNamespace;
    private final ReleaseWriters writers;
    private final Deque<String> steps = new ArrayDeque<>();

    /** @param before what earlier processes of the run have written */
    public GuardedJournal(
            Journal next, ClusterLock lock, String defaultNamespace, ProcessTable programs, List<Recorded> before) {
        this.next = next;
        this.lock = lock;
        this.defaultNamespace = defaultNamespace;
        this.writers = new ReleaseWriters(programs, lock.host(), defaultNamespace, lock::writes);
        before.forEach(recorded -> writers.take(recorded.entry()));
    }

    @Override
    public void append(Entry entry) {
        if (entry instanceof Entry.StepStarted step && step.attempt() == 1) {
            steps.push(step.number() + " " + step.title());
            lock.at(steps.getFirst());
        } else if (entry instanceof Entry.StepResumed step) {
            steps.push(step.number() + " " + step.title());
            lock.at(steps.getFirst());
        } else if (entry instanceof Entry.StepEnded) {
            steps.poll();
            lock.at(steps.isEmpty() ? "" : steps.getFirst());
        } else if (entry instanceof Entry.TaskIntended task && changes(task)) {
            throw new IllegalArgumentException(
                    "an effect without a look at the lock: " + task.activity().action());
        } else if (entry instanceof Entry.Ended) {
            lock.staying().forEach(new Facts(next)::noted);
        }
        writers.take(entry);
        next.append(entry);
    }

    @Override
    public void intend(Entry.TaskIntended intent) throws InterruptedException {
        if (changes(intent)) {
            guard(intent);
        }
        writers.take(intent);
        next.intend(intent);
    }

    private static boolean changes(Entry.TaskIntended task) {
        return task.activity().changes();
    }

    private void guard(Entry.TaskIntended task) throws InterruptedException {
        try {
            Optional<ReleaseName> release = task.activity().locks().map(name -> name.orIn(defaultNamespace));
            if (release.isPresent()) {
                lock.take(release.get());
            }
            lock.check();
        } catch (LeaseLostException lost) {
            throw stop(task, String.valueOf(lost.getMessage()));
        } catch (LeaseHeldException held) {
            throw stop(task, String.valueOf(held.getMessage()));
        } catch (Failed failed) {
            throw stop(task, failed.failure().summary());
        }
    }

    private LeaseLostException stop(Entry.TaskIntended task, String why) {
        new Facts(next)
                .step(task.step(), "", "")
                .task(new TaskKey(task.task()))
                .noted("stopped before " + task.activity().action() + ": " + why);
        return new LeaseLostException(why);
    }
}
