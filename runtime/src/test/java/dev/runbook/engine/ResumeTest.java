package dev.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.engine.Theatre.Killed;
import dev.runbook.journal.Entry;
import dev.runbook.port.Interruption.Wish;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

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

    private final Theatre theatre = new Theatre();

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
            theatre.wishes.become(Wish.CLEANLY);
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
        theatre.wishes.become(Wish.NONE);
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
        theatre.programs.left.add(new Processes.Running(77, Instant.EPOCH));
        theatre.programs.alive.put(77L, theatre.time.elapsed().plusSeconds(9));
        theatre.time.after(Duration.ofSeconds(8), () -> theatre.files.put("is-set", ""));
        theatre.resume(text);
        assertEquals(List.of("set"), theatre.programs.ran);
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

    /** Every construct that decides, repeats or recovers; each program may run once, and the world changes as it runs. */
    private static final String EVERYTHING = """
            procedure :greet do |who|
              step "Greet #{who}", verify: file.exists?("greeted-#{who}") do
                run "greet", who
              end
            end

            list = ["a", "b"]

            step "Skip", unless: file.exists?("never") do
              note "not skipped"
            end
            step "Begin", if: file.exists?("start"), verify: file.exists?("begun") do
              run "begin"
            end
            step "Choose" do
              if file.exists?("start")
                step "Left", verify: file.exists?("left") do
                  run "left"
                end
              else
                run "right"
              end
            end
            for item in list do
              step "Item #{item}", verify: file.exists?("item-#{item}") do
                run "item", item
              end
            end
            step "Upgrade", verify: file.exists?("upgraded") do
              run "upgrade"
            rescue ImmutableField => failure
              old = file.read("old")
              step "Uninstall", verify: file.exists?("gone") do
                confirm "Really? #{failure.summary}"
                run "uninstall", old
              end
              perform :greet, file.read("who")
              retry
            ensure
              note "tidied"
            end
            step "Flaky", retries: 2, every: 1.seconds, verify: file.exists?("flaky") do
              run "flaky"
            end
            perform :greet, "world"
            """;

    private Theatre stage() {
        Theatre stage = new Theatre();
        stage.files.put("start", "");
        stage.files.put("old", "first");
        stage.files.put("who", "you");
        touching(stage, "begin", "begun", "");
        touching(stage, "left", "left", "start");
        touching(stage, "item a", "item-a", "");
        touching(stage, "item b", "item-b", "");
        stage.programs.on("upgrade", output -> {
            if (!stage.files.containsKey("gone")) {
                return ScriptedPrograms.exited(1, "", "field is immutable");
            }
            stage.files.put("upgraded", "");
            return ScriptedPrograms.exited(0, "", "");
        });
        stage.programs.on("uninstall first", output -> {
            stage.files.put("gone", "");
            stage.files.put("old", "second");
            return ScriptedPrograms.exited(0, "", "");
        });
        stage.programs.fails("flaky", "try later");
        touching(stage, "flaky", "flaky", "");
        stage.programs.on("greet you", output -> {
            stage.files.put("greeted-you", "");
            stage.files.put("who", "nobody");
            return ScriptedPrograms.exited(0, "", "");
        });
        touching(stage, "greet world", "greeted-world", "");
        stage.answers.add(new People.Answer.Yes("ops"));
        stage.answers.add(new People.Answer.Yes("ops"));
        return stage;
    }

    private static void touching(Theatre stage, String command, String made, String removed) {
        stage.programs.on(command, output -> {
            stage.files.put(made, "");
            stage.files.remove(removed);
            return ScriptedPrograms.exited(0, "", "");
        });
    }

    @Test
    void killed_before_or_after_any_fact_it_ends_as_if_nothing_had_been() throws Exception {
        Theatre undisturbed = stage();
        undisturbed.run(EVERYTHING);
        List<String> ran = List.copyOf(undisturbed.programs.ran);
        assertEquals(11, ran.size());
        int facts = undisturbed.entries.size();
        for (int point = 0; point < 2 * (facts - 1); point++) {
            Theatre stage = stage();
            if (point % 2 == 0) {
                stage.diesBefore = 1 + point / 2;
            } else {
                stage.diesAfter = 1 + point / 2;
            }
            assertThrows(Killed.class, () -> stage.run(EVERYTHING));
            String place = "killed " + (point % 2 == 0 ? "before" : "after") + " fact " + (1 + point / 2) + ": "
                    + undisturbed.entries.get(1 + point / 2);
            String story = stage.resume(EVERYTHING);
            // A failure that the journal does not know is met again; nothing else runs twice.
            List<String> provoked = stage.programs.ran.stream().distinct().toList();
            assertEquals(ran.stream().distinct().toList(), provoked, place + "\n" + story);
            assertTrue(stage.programs.ran.size() <= ran.size() + 1, place + "\n" + stage.programs.ran);
            assertEquals(undisturbed.files, stage.files, place);
            assertTrue(
                    stage.entries.getLast() instanceof Entry.Ended e && e.end() == Entry.RunEnd.RECOVERED,
                    place + "\n" + story);
        }
    }

    @Test
    void killed_again_and_again_it_gets_to_the_end() throws Exception {
        Theatre undisturbed = stage();
        undisturbed.run(EVERYTHING);
        Theatre stage = stage();
        stage.diesAfter = 3;
        assertThrows(Killed.class, () -> stage.run(EVERYTHING));
        for (int left = 500; left > 0; left--) {
            stage.diesNext = stage.entries.size() + 4;
            try {
                stage.resume(EVERYTHING);
                assertEquals(undisturbed.files, stage.files);
                return;
            } catch (Killed again) {
                assertTrue(left > 1, stage.story());
            }
        }
    }

    /** The run as an older version would have written it, whose journal shortens a condition and counts no branches. */
    private void olderDecisions() {
        theatre.entries.replaceAll(entry -> entry instanceof Entry.Decided e
                ? new Entry.Decided(
                        e.step(),
                        e.task(),
                        e.where(),
                        e.condition(),
                        e.choice(),
                        OptionalInt.empty(),
                        OptionalInt.empty())
                : entry);
    }

    @Test
    void an_older_journal_tells_the_branch_by_what_ran_in_it() throws Exception {
        String same = "file.exists?(\"" + "x".repeat(130);
        String text = """
                step "Choose" do
                  if %sa")
                    run "one"
                  elsif %sb")
                    run "two"
                    run "three"
                  end
                end
                """.formatted(same, same);
        theatre.files.put("x".repeat(130) + "b", "");
        theatre.programs.fails("three", "not yet");
        theatre.programs.on("three", output -> ScriptedPrograms.exited(0, "", ""));
        theatre.run(text);
        olderDecisions();
        theatre.files.put("x".repeat(130) + "a", "");
        theatre.resume(text);
        assertEquals(List.of("two", "three", "three"), theatre.programs.ran);
    }

    @Test
    void an_older_journal_tells_the_branch_by_its_text_where_only_one_has_it() throws Exception {
        String text = """
                step "Choose" do
                  if file.exists?("a")
                    run "one"
                  elsif file.exists?("b")
                    run "two"
                  else
                    run "other"
                  end
                end
                """;
        theatre.files.put("b", "");
        theatre.diesAfter = 2;
        assertThrows(Killed.class, () -> theatre.run(text));
        olderDecisions();
        theatre.files.put("a", "");
        theatre.resume(text);
        assertEquals(List.of("two"), theatre.programs.ran);
    }

    private static final String HOLDING = """
            step "Work" do
              step "Stop", again_unless: file.exists?("stopped") do
                run "stop"
              end
              step "Do" do
                run "do"
              end
            rescue /./ => failure
              step "Start" do
                run "start"
              end
              raise failure
            end
            """;

    @Test
    void what_a_step_needs_is_made_to_hold_again_when_it_is_carried_on() throws Exception {
        theatre.programs.on("stop", output -> {
            theatre.files.put("stopped", "");
            return ScriptedPrograms.exited(0, "", "");
        });
        theatre.programs.on("start", output -> {
            theatre.files.remove("stopped");
            return ScriptedPrograms.exited(0, "", "");
        });
        theatre.programs.fails("do", "no space");
        theatre.programs.fails("do", "no space");
        theatre.programs.on("do", output -> ScriptedPrograms.exited(0, "", ""));
        theatre.run(HOLDING);
        // It fails once more, and its clause starts what was stopped a second time.
        assertEquals("""
                carry on
                back in 1 Work
                settled AGAIN: file.exists?("stopped") is not true any more
                step 1.1 Stop
                do stop
                end 1.1 DONE
                back in 1.2 Do
                settled AGAIN: it had failed: no space
                do do
                failed CommandFailed: no space
                end 1.2 FAILED
                rescue /./
                step 1.3 Start
                do start
                end 1.3 DONE
                end 1 FAILED
                the end FAILED: no space
                """, theatre.resume(HOLDING));
        theatre.resume(HOLDING);
        assertEquals(List.of("stop", "do", "start", "stop", "do", "start", "stop", "do"), theatre.programs.ran);
    }

    @Test
    void what_still_holds_is_not_done_again() throws Exception {
        theatre.programs.fails("do", "no space");
        theatre.programs.on("do", output -> ScriptedPrograms.exited(0, "", ""));
        theatre.run(HOLDING);
        theatre.files.put("stopped", "");
        theatre.resume(HOLDING);
        assertEquals(List.of("stop", "do", "start", "do"), theatre.programs.ran);
    }

    private static final String POINT = """
            step "Point" do
              fresh = file.read("address")
              if fresh == "one"
                note "it is one"
              else
                run "point", fresh
              end
              run "after", fresh
            end
            """;

    @Test
    void what_may_have_changed_is_read_again_in_a_step_that_is_carried_on() throws Exception {
        theatre.files.put("address", "one");
        theatre.diesAfter = 4;
        assertThrows(Killed.class, () -> theatre.run(POINT));
        theatre.files.put("address", "two");
        theatre.diesNext = theatre.entries.size() + 3;
        // It is killed once more when it has decided anew.
        assertThrows(Killed.class, () -> theatre.resume(POINT));
        assertEquals("""
                carry on
                back in 1 Point
                do point two
                do after two
                end 1 DONE
                the end DONE
                """, theatre.resume(POINT));
    }

    @Test
    void what_something_was_begun_with_keeps_its_value() throws Exception {
        theatre.files.put("address", "two");
        theatre.programs.fails("after two", "not yet");
        theatre.programs.on("after two", output -> ScriptedPrograms.exited(0, "", ""));
        theatre.run(POINT);
        theatre.files.put("address", "three");
        theatre.resume(POINT);
        assertEquals(List.of("point two", "after two", "after two"), theatre.programs.ran);
    }

    @Test
    void what_the_run_itself_has_changed_since_keeps_its_value() throws Exception {
        String text = """
                step "Work" do
                  before = file.read("state")
                  file.write "state", "changed"
                  run "check", before
                end
                """;
        theatre.files.put("state", "old");
        theatre.diesAfter = 4;
        assertThrows(Killed.class, () -> theatre.run(text));
        theatre.resume(text);
        assertEquals(List.of("check old"), theatre.programs.ran);
    }
}
