package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenStepsTest {
    private final List<String> told = new ArrayList<>();
    private final OpenSteps<String> open = new OpenSteps<>("run", new Telling());

    private final class Telling implements OpenSteps.StepHandler<String> {
        @Override
        public String entered(String around, Entry.StepStarted started) {
            told.add("enter " + started.step() + " in " + around);
            return started.step();
        }

        @Override
        public String enteredAgain(String around, Entry.StepResumed resumed) {
            told.add("enter again " + resumed.step() + " in " + around);
            return resumed.step();
        }

        @Override
        public void attempted(String step, Entry.StepStarted attempt) {
            told.add("attempt " + attempt.attempt() + " of " + step);
        }

        @Override
        public void left(String step, String around, Optional<Entry.StepEnded> end) {
            told.add("leave " + step + " to " + around
                    + end.map(e -> ": " + e.end()).orElse(""));
        }
    }

    private void start(String step, int attempt) {
        open.take(started(step, attempt));
    }

    private static Entry.StepStarted started(String step, int attempt) {
        return new Entry.StepStarted(step, "body.1", "1", step, attempt, false);
    }

    private void end(String step, Entry.StepEnd end) {
        open.take(new Entry.StepEnded(step, "1", end, Duration.ZERO));
    }

    private void resume() {
        open.take(new Entry.Resumed(Map.of(), List.of(), "", "1", new Entry.OperatorProcess("ops", "host", 1, "/")));
    }

    private void holds(String here, String... lines) {
        assertEquals(List.of(lines), told);
        assertEquals(here, open.here());
    }

    @Test
    void stepsBeginAndEndInsideEachOther() {
        start("A", 1);
        start("A > B", 1);
        assertEquals(List.of("A", "A > B"), open.inOrder());
        assertEquals(2, open.depth());
        end("A > B", Entry.StepEnd.RECOVERED);
        end("A", Entry.StepEnd.FINISHED);
        holds("run", "enter A in run", "enter A > B in A", "leave A > B to A: RECOVERED", "leave A to run: FINISHED");
        assertEquals(0, open.depth());
    }

    @Test
    void aFurtherAttemptLeavesWhatIsInside() {
        start("A", 1);
        start("A > B", 1);
        assertTrue(open.isFurther(started("A", 2)));
        assertFalse(open.isFurther(started("A", 1)));
        assertFalse(open.isFurther(started("C", 2)));
        start("A", 2);
        holds("A", "enter A in run", "enter A > B in A", "leave A > B to A", "attempt 2 of A");
    }

    @Test
    void aStepThatIsEnteredOnceMoreIsAnotherOne() {
        start("A", 1);
        end("A", Entry.StepEnd.DONE);
        start("A", 1);
        holds("A", "enter A in run", "leave A to run: DONE", "enter A in run");
    }

    @Test
    void aProcessThatCarriesOnStandsInNoStepAndComesToThemAgain() {
        start("A", 1);
        start("A > B", 1);
        resume();
        open.take(new Entry.StepResumed("A", "1", "A"));
        open.take(new Entry.StepResumed("A > B", "1", "B"));
        start("A", 2);
        holds(
                "A",
                "enter A in run",
                "enter A > B in A",
                "leave A > B to A",
                "leave A to run",
                "enter again A in run",
                "enter again A > B in A",
                "leave A > B to A",
                "attempt 2 of A");
    }

    @Test
    void aRescueAndARetryBelongToTheirStep() {
        Failure failure = Failure.of(FailureClass.Timeout, "late");
        start("A", 1);
        start("A > B", 1);
        open.take(new Entry.Rescuing("A", "rescue", failure));
        assertEquals("A", open.here());
        start("A > C", 1);
        open.take(new Entry.Retrying("A", 2, 3, Duration.ZERO, "late"));
        holds("A", "enter A in run", "enter A > B in A", "leave A > B to A", "enter A > C in A", "leave A > C to A");
    }

    @Test
    void theEndOfAStepLeavesWhatIsInside() {
        start("A", 1);
        start("A > B", 1);
        start("A > B > C", 1);
        end("A", Entry.StepEnd.FAILED);
        holds(
                "run",
                "enter A in run",
                "enter A > B in A",
                "enter A > B > C in A > B",
                "leave A > B > C to A > B",
                "leave A > B to A",
                "leave A to run: FAILED");
    }

    @Test
    void ofAStepWhoseBeginningIsMissingNothingIsLeft() {
        start("A", 1);
        end("X", Entry.StepEnd.DONE);
        open.take(new Entry.Retrying("X", 2, 3, Duration.ZERO, "late"));
        holds("A", "enter A in run");
        start("X", 2);
        end("X", Entry.StepEnd.DONE);
        holds("A", "enter A in run", "enter X in A", "leave X to A: DONE");
    }

    @Test
    void otherFactsLeaveEverythingAsItIs() {
        start("A", 1);
        open.take(new Entry.StepSkipped("A > B", "body.1", "1.1", "B", "it is not true"));
        open.take(new Entry.Noted("A", "body.2", "words"));
        open.take(new Entry.Ended(Entry.RunEnd.FAILED, "late", Optional.empty(), "A", Duration.ZERO));
        holds("A", "enter A in run");
    }
}
