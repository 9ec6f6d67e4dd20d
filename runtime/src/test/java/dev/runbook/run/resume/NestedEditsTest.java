package dev.runbook.run.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.run.journal.Entry.RunEnd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits inside of rounds, rescue clauses and procedures. */
class NestedEditsTest {
    private final EditedRun run = new EditedRun();

    private static final String STEP_IN_LOOP = """
            for item in ["x", "y[1]", "z"] do
              step "Item #{item}", if: item != "%s" do
                run "item", item
              end
              run "go" if item == "y[1]"
            end
            """;

    @Test
    void each_round_that_has_skipped_its_step_is_asked_about_and_the_others_go_by_the_text_of_today() throws Exception {
        run.stopped(STEP_IN_LOOP.formatted("y[1]"));
        assertEquals(List.of("item y[1]", "go"), run.saying(false).ran(STEP_IN_LOOP.formatted("z")));
        assertEquals(List.of("Item #{item} changed: if: item != \"y[1]\" -> if: item != \"z\""), run.edits());
        assertEquals(1, run.questions().size());
    }

    private static final String CHOICE_IN_LOOP = """
            step "Each" do
              for item in ["x", "y", "z"] do
                if item == "%s"
                  run "chosen", item
                else
                  run "other", item
                end
                run "go" if item == "y"
              end
            end
            """;

    @Test
    void a_decision_is_asked_about_for_each_round_and_answered_for_each() throws Exception {
        run.stopped(CHOICE_IN_LOOP.formatted("x"));
        assertEquals(
                List.of("chosen y", "go", "other z"), run.saying(true, false).ran(CHOICE_IN_LOOP.formatted("y")));
        assertEquals(List.of("Each changed: if item == \"x\" -> if item == \"y\""), run.edits());
        assertEquals(2, run.questions().size());
    }

    @Test
    void a_round_that_was_decided_anew_keeps_to_its_new_branch_when_the_run_is_carried_on_once_more() throws Exception {
        String now = CHOICE_IN_LOOP
                .formatted("y")
                .replace(
                        "run \"chosen\", item",
                        "run \"chosen\", item\n      assert item == \"x\" || file.exists?(\"on\")");
        run.stopped(CHOICE_IN_LOOP.formatted("x"));
        assertEquals(List.of("chosen y"), run.saying(true, false).ran(now));
        assertEquals(List.of("go", "other z"), run.with("on").ran(now));
        assertEquals(List.of(), run.questions());
    }

    @Test
    void a_first_round_that_was_decided_anew_leaves_what_the_second_has_done() throws Exception {
        String now = CHOICE_IN_LOOP.formatted("z");
        run.stopped(CHOICE_IN_LOOP.formatted("x"));
        assertEquals(
                List.of("other x", "go", "chosen z"), run.saying(false, true).ran(now));
        EditedRun back = new EditedRun().stopped(CHOICE_IN_LOOP.formatted("z"));
        String first = CHOICE_IN_LOOP.formatted("x").replace("run \"go\"", "assert file.exists?(\"on\")");
        assertEquals(List.of("chosen x"), back.saying(false, true).ran(first));
        assertEquals(List.of("other z"), back.with("on").ran(first));
    }

    @Test
    void what_was_added_to_a_branch_is_done_once_in_each_round_also_in_one_that_was_through() throws Exception {
        String text = """
                step "Each" do
                  for item in ["x", "y"] do
                    if true
                      run "one", item
                    end
                    run "go" if item == "y"
                    assert item == "x" || file.exists?("on")
                  end
                end
                """;
        run.stopped(text);
        String now = text.replace("run \"one\", item", "run \"one\", item\n      run \"two\", item");
        assertEquals(List.of("two x", "two y", "go"), run.ran(now));
        assertEquals(List.of(), run.with("on").ran(now));
        assertEquals(RunEnd.DONE, run.ended());
    }

    @Test
    void a_loop_that_was_put_before_another_of_the_same_body_is_new() throws Exception {
        String second = """
                for item in ["c", "d"] do
                  run "item", item
                  run "go" if item == "d"
                end
                """;
        run.stopped(second);
        assertEquals(
                List.of("item a", "item b", "go"),
                run.ran(second.replace("\"c\", \"d\"", "\"a\", \"b\"").replace("  run \"go\" if item == \"d\"\n", "")
                        + second));
        assertEquals(List.of(), run.edits());
    }

    private static final String RESCUE = """
            step "Try" do
              run "go"
            rescue CommandFailed
              note "rescued"
              if file.exists?("%s")
                run "mend"
              else
                run "leave"
              end
              assert file.exists?("on")
            end
            """;

    @Test
    void a_condition_in_a_rescue_clause_is_asked_about() throws Exception {
        run.with("a").stopped(RESCUE.formatted("a"));
        String now = RESCUE.formatted("b");
        assertEquals(List.of(), run.with("on").ran(now));
        assertEquals(RunEnd.DECLINED, run.ended());
        assertEquals(List.of("Try changed: if file.exists?(\"a\") -> if file.exists?(\"b\")"), run.edits());
        assertEquals(List.of("leave"), run.saying(false).ran(now));
    }

    @Test
    void a_rescue_clause_that_was_put_before_the_one_that_was_entered_leaves_what_is_done_in_that() throws Exception {
        run.with("a").stopped(RESCUE.formatted("a"));
        String now = RESCUE.formatted("a")
                .replace("rescue CommandFailed", "rescue Timeout\n  run \"late\"\nrescue CommandFailed");
        assertEquals(List.of(), run.with("on").ran(now));
        assertEquals(RunEnd.RECOVERED, run.ended());
        assertEquals(List.of(), run.edits());
        assertEquals(List.of(), run.questions());
    }

    @Test
    void a_condition_in_a_procedure_is_asked_about_in_each_performance_that_has_decided_it() throws Exception {
        String text = """
                procedure :work do |what|
                  step "Work on #{what}" do
                    if file.exists?("%s")
                      run "yes", what
                    else
                      run "no", what
                    end
                    run "go" if what == "second"
                  end
                end
                perform :work, "first"
                perform :work, "second"
                perform :work, "third"
                """;
        run.with("a").stopped(text.formatted("a"));
        assertEquals(List.of("no second", "go", "no third"), run.saying(false).ran(text.formatted("b")));
        assertEquals(
                List.of(
                        "work(first) > Work on #{what} changed: if file.exists?(\"a\") -> if file.exists?(\"b\")",
                        "work(second) > Work on #{what} changed: if file.exists?(\"a\") -> if file.exists?(\"b\")"),
                run.edits());
        assertEquals(1, run.questions().size());
    }

    @Test
    void of_a_procedure_without_steps_each_performance_keeps_its_own() throws Exception {
        String text = """
                procedure :work do |what|
                  run "yes", what if file.exists?("a")
                end
                perform :work, "same"
                perform :work, "same"
                run "go"
                perform :work, "same"
                """;
        run.with("a").stopped(text);
        assertEquals(List.of("go", "yes same"), run.ran(text.replaceFirst("perform", "note \"new\"\nperform")));
        assertEquals(List.of(), run.edits());
    }
}
