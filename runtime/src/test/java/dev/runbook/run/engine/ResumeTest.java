package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.value.Value;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.run.engine.EngineHarness.Killed;
import dev.runbook.run.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    private static final String TWO_STEPS = """
            step "One" do
              run "one"
            end
            step "Two" do
              run "two"
              run "three"
            end
            """;

    private final EngineHarness theatre = new EngineHarness();

    @Test
    void a_run_that_failed_goes_on_with_the_task_that_failed() throws Exception {
        theatre.programs.fails("three", "no space");
        theatre.programs.on("three", output -> ScriptedPrograms.exited(0, "", ""));
        theatre.run(TWO_STEPS);
        assertEquals("""
                carry on
                back in 2 Two
                settled AGAIN: it had failed: no space
                do three
                end 2 DONE
                the end DONE
                """, theatre.resume(TWO_STEPS));
        assertEquals(List.of("one", "two", "three", "three"), theatre.programs.ran);
    }

    @Test
    void a_question_that_nobody_answered_is_asked_again_and_an_answer_counts_once() throws Exception {
        String text = """
                step "Ask" do
                  confirm "First?"
                  confirm "Second?"
                end
                """;
        theatre.answers.add(new People.Answer.Yes("ops"));
        theatre.run(text);
        theatre.answers.add(new People.Answer.Yes("ops"));
        assertEquals("""
                carry on
                back in 1 Ask
                ask Second?
                answer yes
                end 1 DONE
                the end DONE
                """, theatre.resume(text));
    }

    @Test
    void names_keep_the_values_that_they_had() throws Exception {
        theatre.files.put("version", "1.15");
        theatre.programs.fails("use 1.15", "not yet");
        theatre.programs.on("use 1.15", output -> ScriptedPrograms.exited(0, "", ""));
        String text = """
                version = file.read("version")
                step "Use" do
                  run "use", version
                end
                """;
        theatre.run(text);
        theatre.files.put("version", "1.16");
        theatre.resume(text);
        assertEquals(List.of("use 1.15", "use 1.15"), theatre.programs.ran);
    }

    @Test
    void a_namespace_that_was_looked_up_stays_the_same() throws Exception {
        theatre.files.put("namespace", "one");
        theatre.programs.prints("helm version --template={{.Version}}", "v3.14.0");
        theatre.programs.fails("later", "not yet");
        theatre.programs.on("later", output -> ScriptedPrograms.exited(0, "", ""));
        String text = """
                in_namespace file.read("namespace")
                step "Later" do
                  run "later"
                end
                step "Go back" do
                  helm.rollback "web", 1
                end
                """;
        theatre.run(text);
        theatre.files.put("namespace", "two");
        assertEquals("""
                carry on
                back in 1 Later
                settled AGAIN: it had failed: not yet
                do later
                end 1 DONE
                step 2 Go back
                do helm rollback web 1 --namespace=one
                end 2 DONE
                the end DONE
                """, theatre.resume(text));
    }

    @Test
    void a_secret_is_read_again_because_no_journal_holds_it() throws Exception {
        theatre.inputs.put("token", new Value.Secret("token", "s3cr3t-token"));
        theatre.files.put("page", "it is s3cr3t-token here");
        theatre.programs.fails("show", "not yet");
        theatre.programs.on("show", output -> ScriptedPrograms.exited(0, "", ""));
        String text = """
                secret :token, "a token"
                page = file.read("page")
                step "Show" do
                  run "show", env: { "TOKEN" => token, "PAGE" => page }
                end
                """;
        theatre.run(text);
        theatre.resume(text);
        assertEquals(
                List.of("it is s3cr3t-token here", "it is s3cr3t-token here"),
                theatre.programs.environments.stream().map(e -> e.get("PAGE")).toList());
    }

    @Test
    void a_failure_that_a_clause_answered_to_is_not_provoked_again() throws Exception {
        theatre.programs.fails("try", "field is immutable");
        theatre.programs.fails("mend", "not yet");
        theatre.programs.on("mend", output -> ScriptedPrograms.exited(0, "", ""));
        String text = """
                step "Try" do
                  run "try"
                rescue ImmutableField
                  step "Take away" do
                    run "take", "away"
                  end
                  step "Mend" do
                    run "mend"
                  end
                ensure
                  run "tidy"
                end
                """;
        theatre.run(text);
        assertEquals("""
                carry on
                back in 1 Try
                back in 1.2 Mend
                settled AGAIN: it had failed: not yet
                do mend
                end 1.2 DONE
                do tidy
                end 1 RECOVERED
                the end RECOVERED
                """, theatre.resume(text));
        assertEquals(List.of("try", "take away", "mend", "tidy", "mend", "tidy"), theatre.programs.ran);
    }

    @Test
    void after_a_clause_gave_up_the_body_is_tried_again() throws Exception {
        theatre.programs.fails("try", "field is immutable");
        theatre.programs.on("try", output -> ScriptedPrograms.exited(0, "", ""));
        String text = """
                step "Try" do
                  run "try"
                rescue ImmutableField
                  fail "ask your administrator"
                end
                """;
        theatre.run(text);
        assertEquals("""
                carry on
                back in 1 Try
                settled AGAIN: it had failed: field is immutable
                do try
                end 1 DONE
                the end DONE
                """, theatre.resume(text));
    }

    @Test
    void an_attempt_that_was_cut_short_uses_up_no_retry() throws Exception {
        theatre.programs.fails("try", "field is immutable");
        theatre.programs.on("try", output -> {
            throw new Killed();
        });
        theatre.programs.fails("try", "field is immutable");
        theatre.programs.prints("try", "");
        String text = """
                step "Try", verify: file.exists?("tried") do
                  run "try"
                rescue ImmutableField
                  run "mend"
                  retry
                end
                """;
        assertThrows(Killed.class, () -> theatre.run(text));
        theatre.resume(text);
        assertEquals(List.of("try", "mend", "try", "try", "mend", "try"), theatre.programs.ran);
        assertTrue(
                theatre.entries.getLast() instanceof Entry.Ended e && e.end() == Entry.RunEnd.RECOVERED,
                theatre.story());
    }

    @Test
    void stopped_between_the_steps_of_a_clause_it_goes_on_there() throws Exception {
        theatre.programs.fails("try", "field is immutable");
        theatre.programs.on("take", output -> {
            theatre.wishes.become(StopRequest.CLEANLY);
            return ScriptedPrograms.exited(0, "", "");
        });
        String text = """
                step "Try" do
                  run "try"
                rescue ImmutableField
                  step "Take" do
                    run "take"
                  end
                  step "Mend" do
                    run "mend"
                  end
                end
                """;
        theatre.run(text);
        theatre.wishes.become(StopRequest.NONE);
        theatre.resume(text);
        assertEquals(List.of("try", "take", "mend"), theatre.programs.ran);
    }

    @Test
    void what_a_person_must_tell_is_asked_and_nobody_there_stops_the_run() throws Exception {
        theatre.programs.on("two", output -> {
            throw new Killed();
        });
        theatre.programs.on("two", output -> ScriptedPrograms.exited(0, "", ""));
        assertThrows(Killed.class, () -> theatre.run(TWO_STEPS));
        String unanswered = theatre.resume(TWO_STEPS);
        assertTrue(unanswered.contains("ask Was this done? two was begun"), unanswered);
        assertTrue(unanswered.contains("the end DECLINED"), unanswered);
        theatre.answers.add(new People.Answer.Yes("ops"));
        theatre.resume(TWO_STEPS);
        assertEquals(List.of("one", "two", "three"), theatre.programs.ran);
    }

    @Test
    void verify_tells_whether_it_was_done() throws Exception {
        theatre.programs.on("set", output -> {
            theatre.files.put("is-set", "");
            throw new Killed();
        });
        String text = """
                step "Set", verify: file.exists?("is-set") do
                  run "set"
                end
                """;
        assertThrows(Killed.class, () -> theatre.run(text));
        assertEquals("""
                carry on
                back in 1 Set
                settled DONE: file.exists?("is-set") is true
                end 1 DONE
                the end DONE
                """, theatre.resume(text));
    }

    @Test
    void a_program_of_the_process_that_was_killed_is_waited_for() throws Exception {
        theatre.programs.on("set", output -> {
            output.started(77, Instant.EPOCH);
            throw new Killed();
        });
        theatre.programs.on("set", output -> ScriptedPrograms.exited(0, "", ""));
        String text = """
                step "Set", verify: file.exists?("is-set") do
                  run "set"
                end
                """;
        assertThrows(Killed.class, () -> theatre.run(text));
        theatre.programs.alive.put(77L, theatre.time.elapsed().plusSeconds(9));
        theatre.time.after(Duration.ofSeconds(8), () -> theatre.files.put("is-set", ""));
        theatre.resume(text);
        assertEquals(List.of("set"), theatre.programs.ran);
    }

    @Test
    void a_program_that_had_just_been_started_is_waited_for_too() throws Exception {
        theatre.programs.on("set", output -> {
            throw new Killed();
        });
        theatre.programs.on("set", output -> ScriptedPrograms.exited(0, "", ""));
        String text = """
                step "Set", verify: file.exists?("is-set") do
                  run "set"
                end
                """;
        assertThrows(Killed.class, () -> theatre.run(text));
        theatre.programs.left.add(new Processes.Running(77, Instant.EPOCH, true));
        theatre.programs.alive.put(77L, theatre.time.elapsed().plusSeconds(9));
        theatre.time.after(Duration.ofSeconds(8), () -> theatre.files.put("is-set", ""));
        theatre.resume(text);
        assertEquals(List.of("set"), theatre.programs.ran);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assert file.exists?(\"there\")", """
                step "Look" do
                  assert file.exists?("there")
                end
                """, """
                step "Look" do
                  assert file.exists?("there")
                rescue Timeout
                  note "never"
                ensure
                  note "tidied"
                end
                """, """
                step "Look" do
                  assert file.exists?("there")
                rescue AssertionFailed
                  fail "it is not there"
                end
                """, """
                step "Around" do
                  step "Look" do
                    assert file.exists?("there")
                  end
                end
                """})
    void a_run_that_was_killed_just_before_it_could_write_down_its_end_is_carried_on_at_once(String body)
            throws Exception {
        theatre.run(body);
        Entry.Ended ended = (Entry.Ended) theatre.entries.removeLast();
        assertEquals(Entry.RunEnd.FAILED, ended.end());
        theatre.files.put("there", "");
        String story = theatre.resume(body);
        assertTrue(story.endsWith("the end DONE\n") || story.endsWith("the end RECOVERED\n"), story);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 'process 77, which the run had started before, goes on: it must not be ended in the middle of its work'",
        "false, 'process 77, which the run had started before, is ended together with this one'"
    })
    void who_stops_the_wait_for_a_program_of_before_is_told_what_becomes_of_it(boolean outlives, String said)
            throws Exception {
        theatre.programs.on("set", output -> {
            throw new Killed();
        });
        String text = """
                step "Set" do
                  run "set"
                end
                """;
        assertThrows(Killed.class, () -> theatre.run(text));
        theatre.programs.left.add(new Processes.Running(77, Instant.EPOCH, outlives));
        theatre.programs.alive.put(77L, theatre.time.elapsed().plusSeconds(900));
        theatre.time.after(Duration.ofSeconds(8), () -> theatre.wishes.become(StopRequest.CLEANLY));
        String story = theatre.resume(text);
        assertTrue(story.contains("note " + said + "\n"), story);
        assertTrue(story.endsWith("the end INTERRUPTED: stopped by a person\n"), story);
    }

    @Test
    void a_file_that_the_run_captured_is_put_back_when_it_is_gone() throws Exception {
        theatre.programs.prints("helm history coder --output=json --namespace=coder", """
                [{"revision":1,"status":"deployed","chart":"coder-1.15.0","app_version":"1","description":"Install complete"}]
                """);
        theatre.programs.prints("helm version --template={{.Version}}", "v3.22.0");
        theatre.programs.prints("helm get values coder --output=yaml --revision=1 --namespace=coder", "a: 1\n");
        theatre.programs.fails("use", "not yet");
        theatre.programs.on("use", output -> ScriptedPrograms.exited(0, "", ""));
        String text = """
                step "Export" do
                  helm.get_values "coder", to: "values.yml"
                end
                step "Use" do
                  run "use"
                end
                """;
        theatre.run(text);
        assertEquals(Optional.of("a: 1\n"), Optional.ofNullable(theatre.files.remove("values.yml")));
        theatre.resume(text);
        assertEquals("a: 1\n", theatre.files.get("values.yml"));
    }

    @Test
    void a_file_outside_the_working_folder_is_not_put_back() throws Exception {
        theatre.programs.fails("use", "not yet");
        theatre.programs.on("use", output -> ScriptedPrograms.exited(0, "", ""));
        String text = """
                step "Write" do
                  file.write "../outside.yml", "a: 1"
                end
                step "Use" do
                  run "use"
                end
                """;
        theatre.run(text);
        assertEquals(Optional.of("a: 1"), Optional.ofNullable(theatre.files.remove("../outside.yml")));
        theatre.resume(text);
        assertFalse(theatre.files.containsKey("../outside.yml"));
        assertTrue(
                theatre.entries
                        .toString()
                        .contains(
                                "is outside the working folder: the copy that the run keeps is runs/1/files/../outside.yml"),
                theatre.entries::toString);
    }
}
