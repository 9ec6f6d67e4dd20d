package dev.runbook.run.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.run.journal.Entry.RunEnd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that were edited, put in and taken out since they ran. */
class TaskEditsTest {
    private final EditedRun run = new EditedRun();

    private static String step(String... tasks) {
        return "step \"Work\" do\n  " + String.join("\n  ", tasks) + "\nend\n";
    }

    @Test
    void a_task_that_was_put_before_the_one_that_failed_runs_before_it() throws Exception {
        run.stopped(step("run \"one\"", "run \"go\"", "run \"two\""));
        assertEquals(
                List.of("new", "go", "two"), run.ran(step("run \"one\"", "run \"new\"", "run \"go\"", "run \"two\"")));
        assertEquals(List.of(), run.edits());
    }

    @Test
    void the_task_that_failed_may_be_replaced() throws Exception {
        run.stopped(step("run \"one\"", "run \"go\"", "run \"two\""));
        assertEquals(List.of("other", "two"), run.ran(step("run \"one\"", "run \"other\"", "run \"two\"")));
    }

    @Test
    void a_task_that_is_done_and_was_edited_is_refused_and_not_done_again() throws Exception {
        run.stopped(step("run \"one\"", "run \"go\""));
        assertEquals(List.of("go"), run.ran(step("note \"first\"", "run \"uno\"", "run \"go\"")));
        assertEquals(List.of("Work changed: run \"one\" -> run \"uno\""), run.edits());
    }

    @Test
    void a_task_that_is_done_and_was_taken_out_is_refused() throws Exception {
        run.stopped(step("run \"one\"", "run \"go\""));
        assertEquals(List.of("go"), run.ran(step("run \"go\"")));
        assertEquals(List.of("Work changed: run \"one\" -> nothing"), run.edits());
    }

    @Test
    void a_task_that_now_stands_under_a_condition_stays_done() throws Exception {
        run.with("a").stopped(step("run \"one\"", "run \"go\""));
        assertEquals(List.of("go"), run.ran(step("if file.exists?(\"a\")", "  run \"one\"", "end", "run \"go\"")));
        assertEquals(List.of(), run.edits());
    }

    @Test
    void of_tasks_that_read_alike_the_first_ones_are_done() throws Exception {
        run.stopped(step("note \"new\"", "run \"same\"", "run \"go\"", "run \"same\"", "run \"last\""));
        assertEquals(
                List.of("go", "same", "last"),
                run.ran(step("run \"same\"", "run \"go\"", "run \"same\"", "run \"last\"")));
        assertEquals(List.of("Work changed: note \"new\" -> nothing"), run.edits());
    }

    @Test
    void a_body_that_was_replaced_altogether_is_refused_for_each_task_that_ran() throws Exception {
        run.stopped(step("run \"one\"", "note \"words\"", "run \"go\""));
        run.ran(step("pause_in_words = \"x\"", "confirm pause_in_words"));
        assertEquals(
                List.of(
                        "Work changed: run \"one\" -> nothing",
                        "Work changed: note \"words\" -> nothing",
                        "Work changed: run \"go\" -> nothing"),
                run.edits());
    }

    @Test
    void a_name_keeps_the_value_that_a_decision_went_by_when_its_text_was_edited() throws Exception {
        String text = """
                step "Work" do
                  kind = "%s"
                  if kind == "a"
                    run "a"
                  else
                    run "other"
                  end
                  run "go"
                  run "last", kind
                end
                """;
        run.stopped(text.formatted("a"));
        assertEquals(List.of("go", "last a"), run.ran(text.formatted("b")));
        assertEquals(List.of("Work changed: kind = \"a\" -> kind = \"b\""), run.edits());
        assertEquals(List.of(), run.questions());
    }

    @Test
    void what_is_added_to_a_step_that_is_done_is_refused_since_it_would_not_run() throws Exception {
        String stop = "run \"go\"\n";
        run.stopped(step("run \"one\"") + stop);
        assertEquals(List.of("go"), run.ran(step("run \"one\"", "run \"two\"") + stop));
        assertEquals(List.of("Work changed: nothing -> run \"two\""), run.edits());
    }

    @Test
    void a_step_may_be_renamed_moved_and_taken_out_while_it_has_not_run() throws Exception {
        String stop = "step \"Stop\" do\n  run \"go\"\nend\n";
        run.stopped(stop + step("run \"one\"") + "step \"Other\" do\n  run \"other\"\nend\n");
        assertEquals(List.of("go", "one"), run.ran(stop + step("run \"one\"").replace("Work", "Do the work")));
        assertEquals(List.of(), run.edits());
    }

    @Test
    void a_step_that_is_done_and_was_renamed_is_gone_and_its_new_name_is_a_new_step() throws Exception {
        String stop = "step \"Stop\" do\n  run \"go\"\nend\n";
        run.stopped(step("run \"one\"") + stop);
        assertEquals(List.of("one", "go"), run.ran(step("run \"one\"").replace("Work", "Other") + stop));
        assertEquals(List.of("Work gone: run \"one\" -> nothing"), run.edits());
    }

    @Test
    void a_step_that_is_done_and_was_moved_is_refused() throws Exception {
        String stop = "step \"Stop\" do\n  run \"go\"\nend\n";
        run.stopped(step("run \"one\"") + stop);
        assertEquals(List.of("go"), run.ran(stop + step("run \"one\"")));
        assertEquals(List.of("Work moved"), run.edits());
        assertEquals(RunEnd.DONE, run.ended());
    }

    /** Facts until the first program of the first step is meant to start: the run, the step, the intent. */
    private static final int INTENT = 3;

    @Test
    void a_task_that_was_cut_short_is_asked_about_as_it_was_though_something_new_stands_before_it() throws Exception {
        run.killed(step("run \"one\"", "run \"two\""), INTENT);
        String now = step("run \"zero\"", "run \"one\"", "run \"two\"");
        assertEquals(List.of("zero", "two"), run.saying(true).ran(now));
        assertEquals(List.of(), run.edits());
        assertEquals(1, run.questions().size());
    }

    @Test
    void a_task_that_was_cut_short_and_was_edited_is_told_and_asked_about() throws Exception {
        run.killed(step("run \"one\"", "run \"two\""), INTENT);
        assertEquals(List.of("uno", "two"), run.saying(false).ran(step("run \"uno\"", "run \"two\"")));
        assertEquals(List.of("Work changed: run \"one\" -> run \"uno\""), run.edits());
        assertEquals(
                List.of("Was this done? one"),
                run.questions().stream()
                        .map(question -> question.lines().findFirst().orElse("").substring(0, 18))
                        .toList());
    }
}
