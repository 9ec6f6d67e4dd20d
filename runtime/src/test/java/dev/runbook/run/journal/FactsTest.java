package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.Value;
import dev.runbook.port.People.QuestionForm;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.provider.Intent;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.journal.Entry.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final Failure LATE = Failure.of(FailureClass.Timeout, "too late");
    private static final Duration TOOK = Duration.ofSeconds(3);
    private static final Entry.OperatorProcess ANNA = new Entry.OperatorProcess("anna", "desk", 1, "/work");
    private static final RunSession SESSION = new RunSession("kind", "1.0", ANNA);
    private static final StateBefore BEFORE = new StateBefore("revision 3", Map.of("release a", Value.of("uid")));

    private final List<Entry> written = new ArrayList<>();
    private final Facts facts = new Facts(written::add);

    private void tell() throws InterruptedException {
        facts.began(new RunIdentity("1", "a.rb", Entry.Dialect.RUN), "A", Map.of("a.rb", "text"), Map.of(), SESSION);
        facts.resumed(Map.of("a.rb", "text"), List.of("an edit"), SESSION);
        facts.foretold(new Entry.Foretold(Entry.ForetoldEnd.SUCCEEDS, List.of()));
        facts.noted("between");
        facts.interrupted(StopRequest.NOW);
        StepFacts step = facts.step("Upgrade[a]", "2", "Upgrade");
        step.started(new TaskKey("body.1"), 1, true);
        step.resumed();
        step.skipped(new TaskKey("body.1"), "a is not true");
        step.rescuing("rescue Timeout", LATE);
        step.retrying(2, 3, TOOK, "too late");
        TaskFacts task = step.task(new TaskKey("body.2"));
        task.intended(new Activity.Performing("run", Effect.ONCE, new Intent.Command(List.of("ls"))), BEFORE);
        task.intended(new Activity.Pausing("2s"));
        task.programStarted(7, Instant.EPOCH);
        task.done("all is there", TOOK);
        task.failed(LATE, TOOK);
        task.settled(Settlement.DONE, "seen");
        task.settled(Settlement.AGAIN, "seen", "anna");
        task.bound("x", Value.of("1"));
        task.boundAnew("x", Value.of("2"), 1, List.of(new TaskKey("body.3")));
        task.decided("a.rb:3:1", "x == 1", 0, OptionalInt.empty());
        task.asked(QuestionForm.CONFIRM, "Go on?", false);
        task.answered(false, "anna");
        task.agreed("anna", BEFORE.meant(), OptionalInt.of(1));
        task.noted("inside");
        step.ended(Entry.StepEnd.FAILED, TOOK);
        facts.ended(Entry.RunEnd.DONE, "nothing to do", TOOK);
        facts.ended(Entry.RunEnd.FAILED, LATE, "Upgrade[a]", TOOK);
    }

    @Test
    void what_happens_in_a_step_is_told_of_that_step_and_place() throws Exception {
        tell();
        for (Entry entry : written) {
            if (entry instanceof Entry.OfTask task && !entry.equals(new Entry.Noted("", "", "between"))) {
                assertEquals("Upgrade[a] body.2", task.step() + " " + task.task(), entry::toString);
            }
        }
        assertTrue(written.contains(new Entry.StepStarted("Upgrade[a]", "body.1", "2", "Upgrade", 1, true)));
        assertTrue(written.contains(new Entry.StepEnded("Upgrade[a]", "2", Entry.StepEnd.FAILED, TOOK)));
        assertTrue(
                written.contains(new Entry.Settled("Upgrade[a]", "body.2", Settlement.DONE, "seen", Optional.empty())));
    }

    @Test
    void the_end_of_a_run_that_failed_says_its_failure_and_where() throws Exception {
        tell();
        assertEquals(
                new Entry.Ended(Entry.RunEnd.FAILED, "too late", Optional.of(LATE), "Upgrade[a]", TOOK),
                written.getLast());
    }

    @Test
    void every_kind_of_fact_but_the_last_can_be_told() throws Exception {
        tell();
        Set<Class<?>> told = new HashSet<>();
        written.forEach(entry -> told.add(entry.getClass()));
        Set<Class<?>> kinds = new HashSet<>(RandomEntries.kinds());
        kinds.removeAll(told);
        assertEquals(Set.of(Entry.Abandoned.class), kinds);
    }

    @Test
    void a_fact_at_another_place_is_the_same_otherwise() {
        for (Class<? extends Entry> kind : RandomEntries.kinds()) {
            if (new RandomEntries(7).make(kind) instanceof Entry.OfTask fact) {
                assertEquals("body.9", fact.at("body.9").task());
                assertEquals(fact, fact.at("body.9").at(fact.task()));
            }
        }
    }
}
