package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.run.journal.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person has decided, or has to decide, passes by every rescue clause. */
class DoubtStoriesTest {
    private static final String RESTORE = """
            step "Restore" do
              run "restore"
            rescue %s
              note "never"
            ensure
              note "in any case"
            end
            """;

    private final EngineHarness theatre = new EngineHarness();

    /** The run dies in the middle of the program, and nobody is there when it is carried on. */
    private String unanswered(String body) throws Exception {
        theatre.diesAfter = 2;
        try {
            theatre.run(body);
        } catch (EngineHarness.Killed killed) {
            return theatre.resume(body);
        }
        throw new AssertionError(theatre.story());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/./", "/nobody/, CommandFailed", "Timeout, AssertionFailed"})
    void a_doubt_that_nobody_answers_is_not_rescued_and_heard_later(String clause) throws Exception {
        String body = RESTORE.formatted(clause);
        String story = unanswered(body);
        assertTrue(story.contains("failed Declined: nobody said whether this was done"), story);
        assertFalse(story.contains("rescue"), story);
        assertTrue(story.contains("note in any case"), story);
        assertTrue(story.contains("the end DECLINED"), story);

        theatre.answers.add(new People.Answer.No("--in-doubt"));
        String later = theatre.resume(body);
        assertTrue(later.contains("answer no") || later.contains("settled AGAIN"), later);
        assertTrue(later.endsWith("the end DONE\n"), later);
        assertEquals(List.of("restore"), theatre.programs.ran);
        assertEquals(2, theatre.questions.size());
        assertEquals(
                theatre.questions.getFirst().text(), theatre.questions.getLast().text());
    }

    /** A journal of an earlier version, whose rescue clause answered to the doubt. */
    @Test
    void an_answer_is_heard_even_where_a_clause_had_answered_to_the_doubt() throws Exception {
        String body = RESTORE.formatted("/./");
        unanswered(body);
        int at = 0;
        while (!(theatre.entries.get(at) instanceof Entry.TaskEnded)) {
            at++;
        }
        Failure declined = ((Entry.TaskEnded) theatre.entries.get(at)).failure().orElseThrow();
        List<Entry> before = new ArrayList<>(theatre.entries.subList(0, at + 1));
        before.add(new Entry.Rescuing("Restore", "rescue /./", declined));
        before.add(new Entry.Noted("Restore", "rescue1.1", "never"));
        before.add(new Entry.StepEnded("Restore", "1", Entry.StepEnd.FAILED, Duration.ZERO));
        before.add(new Entry.Ended(
                Entry.RunEnd.DECLINED, declined.summary(), Optional.of(declined), "Restore", Duration.ZERO));
        theatre.entries.clear();
        theatre.entries.addAll(before);
        theatre.answers.add(new People.Answer.No("--in-doubt"));
        String later = theatre.resume(body);
        assertEquals(List.of("restore"), theatre.programs.ran, later);
        assertTrue(later.endsWith("the end DONE\n"), later);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/./"})
    void a_no_is_not_rescued(String clause) throws Exception {
        theatre.answers.add(new People.Answer.No("ops"));
        String story = theatre.run("""
                step "Ask", retries: 2 do
                  confirm "Go on?"
                rescue %s
                  note "never"
                end
                """.formatted(clause));
        assertTrue(story.endsWith("end 1 FAILED\nthe end DECLINED: ops answered no\n"), story);
        assertFalse(story.contains("never"), story);
        assertEquals(1, theatre.questions.size());
    }

    @Test
    void a_helm_that_was_left_alone_is_not_rescued_not_even_as_a_time_out() throws Exception {
        theatre.programs.on("helm version*", output -> ScriptedPrograms.exited(0, "v3.22.0", ""));
        theatre.programs.on("helm uninstall*", output -> {
            theatre.time.pass(Duration.ofMinutes(6));
            Thread.interrupted();
            return new Processes.Result(Processes.End.LEFT, -1, "", "process 77", Duration.ofMinutes(6));
        });
        String story = theatre.run("""
                step "Outer", timeout: 1.minute do
                  step "Uninstall" do
                    helm.uninstall "coder"
                  rescue
                    note "never"
                  ensure
                    note "inner"
                  end
                rescue Timeout
                  note "never"
                ensure
                  note "outer"
                end
                """);
        assertTrue(
                story.contains(
                        "failed " + FailureClass.InDoubt + ": helm uninstall (process 77) still runs after 6 min,"),
                story);
        assertFalse(story.contains("never"), story);
        assertTrue(story.contains("note inner\nend 1.1 FAILED\nnote outer\nend 1 FAILED\nthe end FAILED: helm"), story);
    }

    @Test
    void somebody_who_wants_to_wait_longer_for_helm_is_asked_again_after_as_long() throws Exception {
        theatre.programs.on("helm version*", output -> ScriptedPrograms.exited(0, "v3.22.0", ""));
        theatre.programs.on("helm get hooks*", output -> ScriptedPrograms.exited(0, "", ""));
        Processes.Awaited late = new Processes.Awaited(77, Duration.ofMinutes(6), Duration.ofMinutes(6), false);
        theatre.programs.on("helm uninstall*", output -> {
            assertEquals(Optional.of(Duration.ofMinutes(6)), output.longer(late));
            assertEquals(Optional.empty(), output.longer(late));
            return new Processes.Result(Processes.End.LEFT, -1, "", "process 77", Duration.ofMinutes(12));
        });
        theatre.answers.add(new People.Answer.Yes("ops"));
        String story = theatre.run("""
                step "Uninstall" do
                  helm.uninstall "coder"
                end
                """);
        assertTrue(story.contains("ask Process 77 has run for 6m"), story);
        assertTrue(story.contains("answer yes"), story);
    }
}
