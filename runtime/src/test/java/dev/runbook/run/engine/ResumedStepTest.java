package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.run.engine.EngineHarness.Killed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a step that is carried on makes hold again and reads again, and what stays as it was. */
class ResumedStepTest {
    private final EngineHarness theatre = new EngineHarness();

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
