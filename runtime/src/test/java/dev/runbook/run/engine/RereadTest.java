package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.run.engine.EngineHarness.Killed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read again in a step that is carried on, and what something was begun with and so stays. */
class RereadTest {
    private final EngineHarness theatre = new EngineHarness();

    /** Runs until a program fails that succeeds the next time, and carries on when the file says something else. */
    private List<String> ran(String text, String failing, String now) throws InterruptedException {
        theatre.files.put("address", "one");
        theatre.programs.fails(failing, "not yet");
        theatre.programs.on(failing, output -> ScriptedPrograms.exited(0, "", ""));
        theatre.run(text);
        theatre.files.put("address", now);
        String story = theatre.resume(text);
        assertTrue(story.contains("the end DONE"), story);
        return theatre.programs.ran;
    }

    @Test
    void an_argument_stays_when_the_procedure_has_begun_something_with_it() throws Exception {
        String text = """
                procedure :point do |address|
                  run "point", address
                  run "after", address
                end
                step "Point" do
                  perform :point, file.read("address")
                end
                """;
        assertEquals(List.of("point one", "after one", "after one"), ran(text, "after one", "two"));
    }

    @Test
    void an_argument_stays_when_a_step_in_a_loop_of_the_procedure_was_begun() throws Exception {
        String text = """
                procedure :point do |address|
                  for item in ["a"] do
                    step "Item #{item}" do
                      run "point", item, address
                    end
                  end
                  run "after"
                  note "it is #{address}"
                end
                step "Point" do
                  perform :point, file.read("address")
                end
                """;
        assertEquals(List.of("point a one", "after", "after"), ran(text, "after", "two"));
        assertTrue(theatre.story().contains("note it is one"), theatre.story());
    }

    private static final String LOOP = """
            step "Each" do
              for address in [file.read("address"), "last"] do
                run "point", address
              end
            end
            """;

    @Test
    void a_list_stays_when_something_was_begun_for_an_item() throws Exception {
        assertEquals(List.of("point one", "point last", "point last"), ran(LOOP, "point last", "two"));
    }

    @Test
    void an_item_in_doubt_is_settled_although_the_list_would_no_longer_have_it() throws Exception {
        theatre.files.put("address", "one");
        theatre.diesAfter = 3;
        assertThrows(Killed.class, () -> theatre.run(LOOP));
        theatre.files.put("address", "two");
        String story = theatre.resume(LOOP);
        assertTrue(story.contains("ask Was this done? point one"), story);
        assertTrue(story.contains("the end DECLINED"), story);
        assertEquals(List.of(), theatre.programs.ran);
    }

    @Test
    void a_list_is_read_again_when_nothing_was_begun_for_any_item() throws Exception {
        theatre.files.put("address", "one");
        theatre.diesAfter = 2;
        assertThrows(Killed.class, () -> theatre.run(LOOP));
        theatre.files.put("address", "two");
        theatre.resume(LOOP);
        assertEquals(List.of("point two", "point last"), theatre.programs.ran);
    }

    @Test
    void a_value_stays_when_something_was_begun_in_a_branch_that_was_taken_by_it() throws Exception {
        String text = """
                step "Choose" do
                  fresh = file.read("address")
                  if fresh == "one"
                    run "first"
                  else
                    run "second"
                  end
                  run "after"
                end
                """;
        assertEquals(List.of("first", "after", "after"), ran(text, "after", "two"));
    }

    @Test
    void a_namespace_that_was_looked_up_in_a_step_stays_for_the_rest_of_it() throws Exception {
        theatre.programs.prints("helm version --template={{.Version}}", "v3.14.0");
        String text = """
                step "Back" do
                  in_namespace file.read("address")
                  run "before"
                  helm.rollback "web", 1
                end
                """;
        List<String> ran = ran(text, "before", "two");
        assertTrue(ran.contains("helm rollback web 1 --namespace=one"), ran::toString);
    }

    @Test
    void a_value_stays_when_something_was_begun_in_a_namespace_that_it_names() throws Exception {
        theatre.programs.prints("helm version --template={{.Version}}", "v3.14.0");
        String text = """
                step "Back" do
                  name = file.read("address")
                  in_namespace name
                  run "before"
                  helm.rollback "web", 1
                end
                """;
        List<String> ran = ran(text, "before", "two");
        assertTrue(ran.contains("helm rollback web 1 --namespace=one"), ran::toString);
    }
}
