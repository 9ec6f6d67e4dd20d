package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.app.rehearse.Troubles.KillPlace;
import dev.runbook.app.rehearse.Troubles.KillPoint;
import dev.runbook.language.program.TaskKey;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TroubledJournalTest {
    private static TroubledJournal killing(KillPlace place, String step) {
        return new TroubledJournal(Optional.of(new KillPoint(place, step)), new SystemClock());
    }

    private static void runs(TroubledJournal troubled, String step) {
        Facts facts = new Facts(troubled.before(entry -> {}));
        facts.step(step, "", step).started(TaskKey.BODY.task(0), 1, false);
        facts.step(step, "", step).ended(Entry.StepEnd.DONE, Duration.ZERO);
    }

    @Test
    void a_kill_that_never_came_is_told() {
        TroubledJournal troubled = killing(KillPlace.IN, "Look");
        runs(troubled, "Look");
        assertEquals(
                List.of("the run was never killed: it did not come to `kill: in \"Look\"`, or no program was started"
                        + " there"),
                troubled.unmet());
    }

    @Test
    void a_kill_that_came_is_not() {
        TroubledJournal troubled = killing(KillPlace.AFTER, "Look");
        assertThrows(Journal.JournalLost.class, () -> runs(troubled, "Look"));
        assertEquals(List.of(), troubled.unmet());
    }

    @Test
    void a_trouble_of_a_step_that_was_not_reached_is_told() {
        TroubledJournal troubled = new TroubledJournal(Optional.empty(), new SystemClock());
        troubled.at(new Troubles.TroubleStart(Optional.of("Ship"), Duration.ZERO), () -> {});
        runs(troubled, "Look");
        assertEquals(List.of("a trouble never began: the run did not come to \"Ship\""), troubled.unmet());
    }
}
