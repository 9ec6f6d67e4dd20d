package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import dev.runbook.port.People;
import dev.runbook.run.journal.Entry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineTest {
    private final EngineHarness theatre = new EngineHarness();

    @Test
    void steps_run_in_their_order_and_a_failure_ends_the_run() throws Exception {
        theatre.programs.fails("two", "no space");
        assertEquals("""
                step 1 One
                do one
                end 1 DONE
                step 2 Two
                do two
                failed CommandFailed: no space
                end 2 FAILED
                the end FAILED: no space
                """, theatre.run("""
                step "One" do
                  run "one"
                end
                step "Two" do
                  run "two"
                end
                step "Three" do
                  run "three"
                end
                """));
        assertEquals(List.of("one", "two"), theatre.programs.ran);
    }

    @Test
    void a_step_is_skipped_by_its_conditions() throws Exception {
        assertEquals("""
                skip 1 One: 1 == 2 is not true
                skip 2 Two: 1 == 1 is true
                the end DONE
                """, theatre.run("""
                step "One", if: 1 == 2 do
                  run "one"
                end
                step "Two", unless: 1 == 1 do
                  run "two"
                end
                """));
    }

    @Test
    void the_first_clause_that_answers_makes_it_good_and_the_run_goes_on() throws Exception {
        theatre.programs.fails("try", "Error: cannot patch: field is immutable");
        assertEquals("""
                step 1 Try
                do try
                failed ImmutableField: cannot patch: field is immutable
                rescue ImmutableField
                step 1.1 Mend
                do mend
                end 1.1 DONE
                end 1 RECOVERED
                step 2 After
                do after
                end 2 DONE
                the end RECOVERED
                """, theatre.run("""
                step "Try" do
                  run "try"
                rescue ForeignOwner
                  run "wrong"
                rescue ImmutableField => failure
                  step "Mend" do
                    run "mend"
                  end
                rescue
                  run "too late"
                end
                step "After" do
                  run "after"
                end
                """));
    }

    @Test
    void a_pattern_gives_what_it_captured() throws Exception {
        theatre.programs.fails("try", "claim data-0 is stuck");
        assertTrue(
                theatre.run("""
                step "Try" do
                  run "try"
                rescue /claim (?P<claim>\\S+) is (stuck)/ => failure
                  note "#{failure[:claim]} #{failure[:"2"]} #{failure.exit_code}"
                end
                """.replace("failure[:\"2\"]", "failure.kind")).contains("note data-0 CommandFailed 1\n"));
    }

    @Test
    void when_the_way_back_fails_too_the_first_failure_is_the_reason_and_both_are_told() throws Exception {
        theatre.programs.fails("try", "the first");
        theatre.programs.fails("mend", "the second");
        assertEquals("""
                step 1 Try
                do try
                failed CommandFailed: the first
                rescue
                step 1.1 Mend
                do mend
                failed CommandFailed: the second
                end 1.1 FAILED
                end 1 FAILED
                the end FAILED: the first
                """, theatre.run("""
                step "Try" do
                  run "try"
                rescue
                  step "Mend" do
                    run "mend"
                  end
                end
                """));
    }

    @Test
    void whatever_gives_up_says_why_where_it_happens() throws Exception {
        assertEquals("""
                step 1 Give up
                do fail\s
                failed AssertionFailed: enough
                end 1 FAILED
                the end FAILED: enough
                """, theatre.run("""
                step "Give up" do
                  fail "enough"
                end
                """));
    }

    @Test
    void a_lookup_that_fails_says_why_where_it_happens() throws Exception {
        String story = theatre.run("""
                step "Look" do
                  note "#{file.read("missing")}"
                end
                """);
        assertTrue(story.startsWith("step 1 Look\nfailed CommandFailed: missing "), story);
        assertTrue(story.contains("end 1 FAILED\nthe end FAILED: "), story);
    }

    @Test
    void a_condition_whose_lookup_fails_says_why_at_its_step() throws Exception {
        String story = theatre.run("""
                step "Look", if: file.read("missing") == "yes" do
                  run "never"
                end
                """);
        assertTrue(story.startsWith("step 1 Look\nfailed CommandFailed: missing "), story);
        assertTrue(theatre.programs.ran.stream().noneMatch("never"::equals));
    }

    @Test
    void a_person_who_declines_ends_the_run_and_a_rescue_may_answer_to_that() throws Exception {
        theatre.answers.add(new People.Answer.No("ops"));
        assertEquals("""
                step 1 Ask
                ask Sure?
                answer no
                failed Declined: ops answered no
                end 1 FAILED
                the end DECLINED: ops answered no
                """, theatre.run("""
                step "Ask" do
                  confirm "Sure?"
                  run "never"
                end
                """));
    }

    @Test
    void a_decline_in_the_way_back_ends_as_declined_with_the_first_failure_as_its_reason() throws Exception {
        theatre.programs.fails("try", "the first");
        theatre.answers.add(new People.Answer.No("ops"));
        assertTrue(theatre.run("""
                step "Try" do
                  run "try"
                rescue
                  confirm "Reinstall?"
                end
                """).endsWith("end 1 FAILED\nthe end DECLINED: the first\n"));
    }

    @Test
    void retry_runs_the_body_again_once() throws Exception {
        theatre.programs.fails("try", "busy");
        assertEquals("""
                step 1 Try
                do try
                failed CommandFailed: busy
                rescue
                do mend
                attempt 2 of 2 in 0 s
                step 1 Try again
                do try
                failed CommandFailed: busy
                rescue
                do mend
                end 1 FAILED
                the end FAILED: busy
                """, theatre.run("""
                step "Try" do
                  run "try"
                rescue
                  run "mend"
                  retry
                end
                """));
    }

    @Test
    void each_clause_has_its_own_count_of_retries() throws Exception {
        theatre.programs.fails("try", "another operation (install/upgrade/rollback) is in progress");
        theatre.programs.fails("try", "one cannot be imported into the current release: invalid ownership metadata");
        theatre.programs.fails("try", "two cannot be imported into the current release: invalid ownership metadata");
        theatre.programs.prints("try", "deployed");
        String story = theatre.run("""
                step "Try" do
                  run "try"
                rescue OperationInProgress
                  run "roll back"
                  retry
                rescue ForeignOwner
                  run "adopt"
                  try_again attempts: 2
                end
                """);
        assertEquals(List.of("try", "roll back", "try", "adopt", "try", "adopt", "try"), theatre.programs.ran);
        assertTrue(story.endsWith("end 1 RECOVERED\nthe end RECOVERED\n"), story);
    }

    @Test
    void retries_pause_longer_each_time() throws Exception {
        theatre.programs.fails("try", "busy");
        String story = theatre.run("""
                step "Try", retries: 3, every: 10.seconds, backoff: 2 do
                  run "try"
                end
                """);
        assertTrue(story.contains("attempt 2 of 4 in 10 s\n"), story);
        assertTrue(story.contains("attempt 3 of 4 in 20 s\n"), story);
        assertTrue(story.contains("attempt 4 of 4 in 40 s\n"), story);
        assertEquals(Duration.ofSeconds(70), theatre.time.elapsed());
        assertEquals(4, theatre.programs.ran.size());
    }

    @Test
    void ensure_runs_whatever_happened_and_hides_no_failure() throws Exception {
        theatre.programs.fails("try", "the first");
        theatre.programs.fails("clean", "the second");
        assertEquals("""
                step 1 Try
                do try
                failed CommandFailed: the first
                do clean
                failed CommandFailed: the second
                end 1 FAILED
                the end FAILED: the first
                """, theatre.run("""
                step "Try" do
                  run "try"
                ensure
                  run "clean"
                end
                """));
    }

    @Test
    void an_ensure_that_fails_fails_a_step_that_went_well() throws Exception {
        theatre.programs.fails("clean", "the second");
        assertTrue(theatre.run("""
                step "Try" do
                  run "try"
                ensure
                  run "clean"
                end
                """).endsWith("end 1 FAILED\nthe end FAILED: the second\n"));
    }

    @Test
    void raise_gives_up_with_what_was_caught() throws Exception {
        theatre.programs.fails("try", "the first");
        assertTrue(theatre.run("""
                step "Try" do
                  run "try"
                rescue => failure
                  raise failure if failure.exit_code == 1
                end
                """).endsWith("end 1 FAILED\nthe end FAILED: the first\n"));
    }

    @Test
    void finish_ends_the_run_well_from_any_depth() throws Exception {
        assertEquals("""
                step 1 Outer
                step 1.1 Inner
                end 1.1 FINISHED
                do clean
                end 1 FINISHED
                the end DONE: already there
                """, theatre.run("""
                step "Outer" do
                  step "Inner" do
                    finish "already there"
                  end
                  run "never"
                ensure
                  run "clean"
                end
                """));
    }

    @Test
    void loops_branches_and_procedures_run_with_their_own_names() throws Exception {
        assertEquals("""
                name = "coder"
                step 1 Restart coder
                do restart coder
                end 1 DONE
                item in = ["a", "b"]
                item == "a": it holds
                step 2 Visit a
                do visit a
                end 2 DONE
                item == "a": it does not hold
                note not b
                the end DONE
                """, theatre.run("""
                procedure :restart do |name|
                  step "Restart #{name}" do
                    run "restart", name
                  end
                end
                perform :restart, "coder"
                for item in ["a", "b"] do
                  if item == "a"
                    step "Visit #{item}" do
                      run "visit", item
                    end
                  else
                    note "not #{item}"
                  end
                end
                """));
    }

    @Test
    void a_secret_is_hidden_from_the_screen_the_kept_output_the_question_and_the_journal() throws Exception {
        theatre.inputs.put("database", new Value.Secret("database", "postgres://coder:hunter22@db/coder"));
        theatre.programs.fails("show", "bad url postgres://coder:hunter22@db/coder\npassword hunter22 refused");
        theatre.answers.add(new People.Answer.Yes("ops"));
        theatre.run("""
                secret :database, "The database"
                step "Show" do
                  run "show", env: { URL: database }
                rescue => failure
                  confirm "Go on after #{failure.output}?"
                end
                """);
        assertEquals(List.of("bad url [secret database]", "password [secret database] refused"), theatre.shown);
        assertEquals(theatre.shown, theatre.kept);
        assertFalse(theatre.questions.getFirst().text().contains("hunter22"));
        assertFalse(theatre.entries.toString().contains("hunter22"));
    }

    @Test
    void a_secret_that_is_read_from_the_cluster_is_hidden_from_then_on() throws Exception {
        theatre.objects.has("""
                apiVersion: v1
                kind: Secret
                metadata: {name: db, namespace: coder, uid: u1}
                data: {password: aHVudGVyMjI=}
                """);
        theatre.programs.prints("show", "password is hunter22");
        theatre.run("""
                step "Show" do
                  password = secret("db").field("data.password")
                  run "show", env: { PASSWORD: password }
                end
                """);
        assertEquals(List.of("password is [secret secret/db data.password]"), theatre.shown);
    }

    @Test
    void one_that_is_too_short_to_be_hidden_is_told_when_it_is_first_read() throws Exception {
        theatre.objects.has("""
                apiVersion: v1
                kind: Secret
                metadata: {name: db, namespace: coder, uid: u1}
                data: {pin: MTIz}
                """);
        theatre.programs.prints("show", "pin is 123");
        theatre.run("""
                step "Show" do
                  pin = secret("db").field("data.pin")
                  again = secret("db").field("data.pin")
                  run "show", env: { PIN: pin, AGAIN: again }
                end
                """);
        assertEquals(
                List.of(
                        "warning: the secret secret/db data.pin, or the password in it, is shorter than 4 characters,"
                                + " and is not hidden where a program prints it",
                        "pin is 123"),
                theatre.shown);
    }

    @Test
    void the_sides_of_an_assert_are_what_was_seen_and_no_advice() throws Exception {
        theatre.run("""
                step "Check" do
                  assert 1 == 2, "one is not two"
                end
                """);
        Failure failure = theatre.entries.stream()
                .flatMap(entry -> entry instanceof Entry.TaskEnded e ? e.failure().stream() : Stream.of())
                .findFirst()
                .orElseThrow();
        assertEquals("one is not two", failure.summary());
        assertEquals(List.of(), failure.advice());
        assertTrue(failure.output().contains("1 == 2 is false (play.rb:3:"), failure.output());
    }
}
