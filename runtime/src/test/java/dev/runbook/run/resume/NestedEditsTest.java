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
