package dev.runbook.app.rehearse;

import dev.runbook.app.rehearse.Troubles.TroubleStart;
import dev.runbook.port.Clock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Begins the troubles of a scenario as its run comes to them, and kills the run where that is wanted: once each. */
final class TroubledJournal {
    private final Optional<Troubles.KillPoint> kill;
    private final Clock clock;
    private final List<WaitingTrouble> waiting = new ArrayList<>();
    private final Map<String, String> titles = new HashMap<>();
    private boolean killed;
    private boolean dead;
    private String run = "";

    private record WaitingTrouble(TroubleStart start, Runnable begin) {}

    TroubledJournal(Optional<Troubles.KillPoint> kill, Clock clock) {
        this.kill = kill;
        this.clock = clock;
    }

    void at(TroubleStart start, Runnable begin) {
        waiting.add(new WaitingTrouble(start, begin));
    }

    /** A journal in the place of another one, for one process of the run. */
    synchronized Journal before(Journal journal) {
        dead = false;
        return entry -> append(journal, entry);
    }

    /** Its name, once it has begun. */
    synchronized String run() {
        return run;
    }

    /** Whether the run was killed, and has not been carried on since. */
    synchronized boolean isDead() {
        return dead;
    }

    /** What of it never came, a sentence each: then the run was an ordinary one. */
    synchronized List<String> unmet() {
        return Stream.concat(
                        kill.filter(_ -> !killed).stream()
                                .map(point -> "the run was never killed: it did not come to `kill: "
                                        + point.place().name().toLowerCase(Locale.ROOT) + " \"" + point.step()
                                        + "\"`, or no program was started there"),
                        waiting.stream()
                                .map(one -> "a trouble never began: the run did not come to \""
                                        + one.start().step().orElse("its beginning") + "\""))
                .toList();
    }

    private synchronized void append(Journal journal, Entry entry) {
        if (dead) {
            throw lost();
        }
        if (entry instanceof Entry.Began began) {
            run = began.run();
        } else if (entry instanceof Entry.StepStarted started) {
            titles.put(started.step(), started.title());
        }
        journal.append(entry);
        begin(entry);
        if (!killed && kill.isPresent() && kills(kill.get(), entry)) {
            killed = true;
            dead = true;
            throw lost();
        }
    }

    private static Journal.JournalLost lost() {
        return new Journal.JournalLost("the scenario has killed the run", new IllegalStateException("killed"));
    }

    private void begin(Entry entry) {
        Optional<String> step =
                entry instanceof Entry.StepStarted started ? Optional.of(started.title()) : Optional.empty();
        if (step.isPresent() || entry instanceof Entry.Began) {
            List<WaitingTrouble> now = waiting.stream()
                    .filter(one -> one.start().step().equals(step))
                    .toList();
            waiting.removeAll(now);
            now.forEach(this::begin);
        }
    }

    private void begin(WaitingTrouble one) {
        if (one.start().after().isZero()) {
            one.begin().run();
        } else {
            // It waits beside the rehearsal; where that ends before, nothing is left to trouble.
            clock.after(one.start().after(), one.begin());
        }
    }

    private boolean kills(Troubles.KillPoint point, Entry entry) {
        return switch (point.place()) {
            case BEFORE ->
                entry instanceof Entry.StepStarted started && started.title().equals(point.step());
            case IN -> entry instanceof Entry.ProgramStarted started && is(point, started.step());
            case AFTER -> entry instanceof Entry.StepEnded ended && is(point, ended.step());
        };
    }

    private boolean is(Troubles.KillPoint point, String address) {
        return point.step().equals(titles.get(address));
    }
}
