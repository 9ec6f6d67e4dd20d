package dev.runbook.run.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.run.journal.Entry.RunEnd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions that read otherwise when a run is carried on: what was decided stays, is asked about, or is decided anew. */
class ConditionEditsTest {
    private final EditedRun run = new EditedRun();

    private static String question(String before, String was, String now) {
        return "Does this decision stay? The run had decided \"" + before + "\", and " + was + ". Now it reads \"" + now
                + "\". Yes goes on as it was decided, no decides anew.";
    }

    private static final String STEP_AHEAD = """
            step "Stop" do
              run "go"
            end
            step "Perhaps", %s: file.exists?("%s") do
              run "perhaps"
            end
            """;

    @Test
    void a_step_that_the_run_had_not_come_to_goes_by_the_condition_of_today() throws Exception {
        run.with("b").stopped(STEP_AHEAD.formatted("if", "a"));
        assertEquals(List.of("go", "perhaps"), run.ran(STEP_AHEAD.formatted("if", "b")));
        assertEquals(List.of(), run.edits());
        assertEquals(List.of(), run.questions());
    }

    private static final String STEP_BEHIND = """
            step "Perhaps", %s: file.exists?("%s") do
              run "perhaps"
            end
            step "Stop" do
              run "go"
            end
            """;

    @Test
    void of_a_step_that_was_skipped_nobody_need_say_anything_while_its_condition_reads_as_it_did() throws Exception {
        run.stopped(STEP_BEHIND.formatted("if", "a"));
        run.with("a");
        assertEquals(List.of("go"), run.ran("note \"new\"\n" + STEP_BEHIND.formatted("if", "a")));
        assertEquals(List.of(), run.edits());
        assertEquals(List.of(), run.questions());
    }

    @Test
    void a_step_that_was_skipped_is_asked_about_and_runs_nothing_unanswered() throws Exception {
        run.with("b").stopped(STEP_BEHIND.formatted("if", "a"));
        String now = STEP_BEHIND.formatted("if", "b");
        assertEquals(List.of(), run.ran(now));
        assertEquals(List.of("Perhaps changed: if: file.exists?(\"a\") -> if: file.exists?(\"b\")"), run.edits());
        assertEquals(
                List.of(question("if: file.exists?(\"a\")", "the step was skipped", "if: file.exists?(\"b\")")),
                run.questions());
        assertEquals(RunEnd.DECLINED, run.ended());
        assertEquals(List.of("perhaps", "go"), run.saying(false).ran(now));
        assertEquals(RunEnd.DONE, run.ended());
    }

    @Test
    void a_step_that_was_skipped_stays_so_on_a_yes() throws Exception {
        run.with("b").stopped(STEP_BEHIND.formatted("if", "a"));
        assertEquals(List.of("go"), run.saying(true).ran(STEP_BEHIND.formatted("if", "b")));
    }

    @Test
    void the_same_goes_for_unless() throws Exception {
        run.with("a").stopped(STEP_BEHIND.formatted("unless", "a"));
        assertEquals(List.of("perhaps", "go"), run.saying(false).ran(STEP_BEHIND.formatted("unless", "b")));
        assertEquals(
                List.of(question("unless: file.exists?(\"a\")", "the step was skipped", "unless: file.exists?(\"b\")")),
                run.questions());
    }

    @Test
    void an_if_of_a_step_that_became_an_unless_is_another_condition() throws Exception {
        run.stopped(STEP_BEHIND.formatted("if", "a"));
        assertEquals(List.of("perhaps", "go"), run.saying(false).ran(STEP_BEHIND.formatted("unless", "a")));
        assertEquals(List.of("Perhaps changed: if: file.exists?(\"a\") -> unless: file.exists?(\"a\")"), run.edits());
    }

    private static final String STEP_BEGUN = """
            step "Perhaps", if: file.exists?("%s") do
              run "one"
              run "go"
            end
            """;

    @Test
    void a_step_that_had_begun_goes_on_on_a_yes_and_is_passed_by_on_a_no_where_its_condition_is_not_true()
            throws Exception {
        String now = STEP_BEGUN.formatted("b");
        run.with("a").stopped(STEP_BEGUN.formatted("a"));
        assertEquals(List.of(), run.ran(now));
        assertEquals(
                List.of(question("if: file.exists?(\"a\")", "the step began", "if: file.exists?(\"b\")")),
                run.questions());
        assertEquals(List.of("go"), run.saying(true).ran(now));
    }

    @Test
    void a_no_passes_a_step_by_whose_condition_is_not_true_any_more() throws Exception {
        run.with("a").stopped(STEP_BEGUN.formatted("a"));
        assertEquals(List.of(), run.saying(false).ran(STEP_BEGUN.formatted("b")));
        assertEquals(RunEnd.DONE, run.ended());
    }

    @Test
    void of_a_step_that_is_done_nobody_is_asked_but_the_edit_is_told() throws Exception {
        run.with("a").stopped(STEP_BEHIND.formatted("if", "a"));
        assertEquals(List.of("go"), run.ran(STEP_BEHIND.formatted("if", "b")));
        assertEquals(List.of("Perhaps changed: if: file.exists?(\"a\") -> if: file.exists?(\"b\")"), run.edits());
        assertEquals(List.of(), run.questions());
    }

    private static String choice(String... arms) {
        StringBuilder text = new StringBuilder("step \"Choose\" do\n");
        for (int i = 0; i < arms.length; i++) {
            String name = arms[i];
            text.append(i == 0 ? "  if" : "  elsif")
                    .append(" file.exists?(\"" + name + "\")\n")
                    .append("    run \"begin\"\n    run \"go\"\n    run \"" + name + "\"\n");
        }
        return text + "  else\n    run \"begin\"\n    run \"go\"\n    run \"else\"\n  end\nend\n";
    }

    @Test
    void branches_in_another_order_leave_the_one_that_was_taken_though_all_begin_alike() throws Exception {
        run.with("b").stopped(choice("a", "b"));
        run.with("a");
        assertEquals(List.of("go", "b"), run.saying(true).ran(choice("b", "a")));
        assertEquals(
                List.of("Choose changed: if file.exists?(\"a\") elsif file.exists?(\"b\")"
                        + " -> if file.exists?(\"b\") elsif file.exists?(\"a\")"),
                run.edits());
        assertEquals(1, run.questions().size());
    }

    @Test
    void the_first_of_branches_in_another_order_stays_taken_too() throws Exception {
        run.with("a", "b").stopped(choice("a", "b"));
        assertEquals(List.of("go", "a"), run.saying(true).ran(choice("b", "a")));
    }

    @Test
    void a_no_to_branches_in_another_order_decides_anew_and_does_what_that_branch_begins_with() throws Exception {
        run.with("a", "b").stopped(choice("a", "b"));
        assertEquals(List.of("begin", "go", "b"), run.saying(false).ran(choice("b", "a")));
    }

    @Test
    void a_branch_that_was_added_before_or_behind_leaves_the_one_that_was_taken() throws Exception {
        for (String[] arms : List.of(new String[] {"new", "a"}, new String[] {"a", "new"})) {
            EditedRun one = new EditedRun().with("a");
            one.stopped(choice("a"));
            one.with("new");
            assertEquals(List.of("go", "a"), one.saying(true).ran(choice(arms)));
            assertEquals(1, one.questions().size());
        }
    }

    @Test
    void that_no_condition_held_stays_with_another_branch_more() throws Exception {
        run.stopped(choice("a"));
        run.with("new");
        assertEquals(List.of("go", "else"), run.saying(true).ran(choice("a", "new")));
        assertEquals(
                List.of(question(
                        "if file.exists?(\"a\")",
                        "no condition held",
                        "if file.exists?(\"a\") elsif file.exists?(\"new\")")),
                run.questions());
    }

    @Test
    void of_a_branch_that_was_taken_out_nothing_is_left_to_do_when_the_decision_stays() throws Exception {
        run.with("a", "b").stopped(choice("a", "b"));
        String now = choice("b") + "run \"last\"\n";
        assertEquals(List.of("last"), run.saying(true).ran(now));
        assertEquals(RunEnd.DONE, run.ended());
    }

    @Test
    void it_also_stays_so_when_the_run_is_carried_on_once_more() throws Exception {
        run.with("a", "b").stopped(choice("a", "b"));
        String now = choice("b") + "run \"last\"\nassert file.exists?(\"c\")\n";
        assertEquals(List.of("last"), run.saying(true).ran(now));
        assertEquals(RunEnd.FAILED, run.ended());
        assertEquals(List.of(), run.with("c").ran(now));
        assertEquals(RunEnd.DONE, run.ended());
        assertEquals(List.of(), run.questions());
    }

    @Test
    void an_edited_condition_is_the_one_that_was_decided_also_where_something_new_stands_before_it() throws Exception {
        run.with("a").stopped(choice("a"));
        String now = choice("b").replace("  if", "  note \"new\"\n  note \"more\"\n  if");
        assertEquals(List.of(), run.ran(now));
        assertEquals(List.of("Choose changed: if file.exists?(\"a\") -> if file.exists?(\"b\")"), run.edits());
        assertEquals(
                List.of(question("if file.exists?(\"a\")", "its condition held", "if file.exists?(\"b\")")),
                run.questions());
        assertEquals(List.of("go", "b"), run.saying(true).ran(now));
    }

    private static final String MODIFIED = """
            step "Choose" do
              run "perhaps" %s file.exists?("a")
              run "go"
            end
            """;

    @Test
    void an_if_behind_a_statement_that_became_an_unless_is_another_condition() throws Exception {
        run.stopped(MODIFIED.formatted("if"));
        assertEquals(List.of("perhaps", "go"), run.saying(false).ran(MODIFIED.formatted("unless")));
        assertEquals(List.of("Choose changed: if file.exists?(\"a\") -> unless file.exists?(\"a\")"), run.edits());
        assertEquals(
                List.of(question("if file.exists?(\"a\")", "no condition held", "unless file.exists?(\"a\")")),
                run.questions());
    }

    @Test
    void an_unless_that_reads_as_it_did_is_not_asked_about() throws Exception {
        run.stopped(MODIFIED.formatted("unless"));
        assertEquals(List.of("go"), run.with("a").ran("note \"new\"\n" + MODIFIED.formatted("unless")));
        assertEquals(List.of(), run.edits());
    }

    @Test
    void a_condition_between_the_steps_is_asked_about_too() throws Exception {
        String text = """
                if file.exists?("%s")
                  run "yes"
                else
                  run "no"
                end
                run "go"
                """;
        run.with("a").stopped(text.formatted("a"));
        assertEquals(List.of("no", "go"), run.saying(false).ran(text.formatted("b")));
        assertEquals(List.of("changed: if file.exists?(\"a\") -> if file.exists?(\"b\")"), run.edits());
        assertEquals(1, run.questions().size());
    }

    @Test
    void a_condition_that_a_begun_step_had_not_come_to_is_not_asked_about() throws Exception {
        String text = """
                step "Choose" do
                  run "go"
                  if file.exists?("%s")
                    run "yes"
                  else
                    run "no"
                  end
                end
                """;
        run.with("b").stopped(text.formatted("a"));
        assertEquals(List.of("go", "yes"), run.ran(text.formatted("b")));
        assertEquals(List.of(), run.edits());
        assertEquals(List.of(), run.questions());
    }

    @Test
    void what_was_decided_under_a_second_text_counts_under_the_third() throws Exception {
        run.with("a").stopped(choice("a"));
        String second = choice("b").replace("    run \"b\"", "    assert file.exists?(\"x\")\n    run \"b\"");
        assertEquals(List.of("go"), run.saying(true).ran(second));
        assertEquals(List.of("b"), run.with("x").ran("note \"new\"\n" + second));
        assertEquals(List.of(), run.edits());
        assertEquals(List.of(), run.questions());
    }
}
