package dev.runbook.run.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.TaskKey;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import dev.runbook.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Two texts and the facts of a run of the first: what was edited, and which place stands for which. */
class RunbookChangesTest {
    private final List<Recorded> facts = new ArrayList<>();

    private static CheckedRunbook checked(String name, Map<String, String> files) {
        return assertInstanceOf(
                        Checked.Sound.class,
                        Checker.check(
                                Source.of(name, files.getOrDefault(name, "")),
                                (from, path) -> files.containsKey(path)
                                        ? new Loader.Loaded.Found(Source.of(path, files.getOrDefault(path, "")))
                                        : new Loader.Loaded.NotFound("there is no such file", List.of()),
                                ShippedProviders.ALL.catalogue()))
                .runbook();
    }

    private static CheckedRunbook text(String body) {
        return checked("a.rb", Map.of("a.rb", "runbook \"A\"\n" + body));
    }

    private void fact(Entry entry) {
        facts.add(new Recorded(facts.size() + 1L, Instant.EPOCH, entry));
    }

    private void started(String step) {
        fact(new Entry.StepStarted(step, "body.1", "1", step, 1, false));
    }

    private void done(String step) {
        fact(new Entry.StepEnded(step, "1", Entry.StepEnd.DONE, Duration.ZERO));
    }

    private void noted(String step, String task) {
        fact(new Entry.Noted(step, task, "words"));
    }

    private List<String> edits(CheckedRunbook before, CheckedRunbook now) {
        return EditedRun.told(RunbookChanges.of(before, now, facts).edits());
    }

    private static final String BASE = """
            runbook "A"
            step "Take a snapshot" do
              note "snapshot"
            end
            step "Update" do
              note "update"
            end
            """;

    @Test
    void an_edition_that_takes_out_a_step_is_refused_where_the_step_has_run() {
        Map<String, String> before = Map.of("a.rb", BASE, "ours.rb", "runbook \"Ours\"\nextends \"a.rb\"\n");
        Map<String, String> now =
                Map.of("a.rb", BASE, "ours.rb", "runbook \"Ours\"\nextends \"a.rb\"\nremove \"Take a snapshot\"\n");
        assertEquals(List.of(), edits(checked("ours.rb", before), checked("ours.rb", now)));
        started("Take a snapshot");
        noted("Take a snapshot", "body.1");
        done("Take a snapshot");
        assertEquals(
                List.of("Take a snapshot gone: note \"snapshot\" -> nothing"),
                edits(checked("ours.rb", before), checked("ours.rb", now)));
    }

    @Test
    void an_edition_that_replaces_a_step_is_told_with_both_texts() {
        Map<String, String> before = Map.of("a.rb", BASE, "ours.rb", "runbook \"Ours\"\nextends \"a.rb\"\n");
        Map<String, String> now = Map.of("a.rb", BASE, "ours.rb", """
                runbook "Ours"
                extends "a.rb"
                replace "Update" do
                  note "in another way"
                end
                """);
        assertEquals(List.of(), edits(checked("ours.rb", before), checked("ours.rb", now)));
        started("Update");
        noted("Update", "body.1");
        assertEquals(
                List.of("Update changed: note \"update\" -> note \"in another way\""),
                edits(checked("ours.rb", before), checked("ours.rb", now)));
    }

    private static final String RESCUE = """
            step "S" do
              note "a"
            rescue Timeout
              note "late"
            rescue CommandFailed
              note "failed"
            end
            """;

    private void rescued(String clause, String task) {
        started("S");
        noted("S", "body.1");
        fact(new Entry.Rescuing("S", clause, Failure.of(FailureClass.CommandFailed, "failed")));
        noted("S", task);
    }

    @Test
    void rescue_clauses_go_by_what_they_answer_to() {
        rescued("rescue CommandFailed", "rescue2.1");
        CheckedRunbook now = text("""
                step "S" do
                  note "a"
                rescue CommandFailed
                  note "new"
                  note "failed"
                rescue Timeout
                  note "failed"
                end
                """);
        RunbookChanges changes = RunbookChanges.of(text(RESCUE), now, facts);
        assertEquals(List.of(), changes.edits());
        assertEquals(Optional.of(new TaskKey("rescue1.2")), changes.key("S", new TaskKey("rescue2.1")));
    }

    @Test
    void a_rescue_clause_that_was_entered_and_answers_to_something_else_now_is_told() {
        rescued("rescue CommandFailed", "rescue2.1");
        assertEquals(
                List.of("S changed: rescue CommandFailed -> rescue ImmutableField"),
                edits(text(RESCUE), text(RESCUE.replace("CommandFailed", "ImmutableField"))));
        facts.clear();
        started("S");
        assertEquals(List.of(), edits(text(RESCUE), text(RESCUE.replace("CommandFailed", "ImmutableField"))));
    }

    @Test
    void a_branch_that_was_taken_out_has_the_number_behind_the_last() {
        CheckedRunbook before = text("""
                step "S" do
                  if 1 > 2
                    note "a"
                  elsif 2 > 3
                    note "b"
                  end
                end
                """);
        CheckedRunbook now = text("""
                step "S" do
                  if 2 > 3
                    note "b"
                  end
                end
                """);
        started("S");
        fact(new Entry.Decided("S", "body.1", "a.rb:3:3", "1 > 2", OptionalInt.of(1), OptionalInt.empty()));
        RunbookChanges changes = RunbookChanges.of(before, now, facts);
        TaskKey choice = new TaskKey("body.1");
        assertEquals(
                List.of(2, 1, 0),
                List.of(1, 2, 0).stream()
                        .map(arm ->
                                changes.decided("S", choice, arm).orElseThrow().arm())
                        .toList());
    }

    @Test
    void the_rounds_of_a_loop_are_one_step_of_the_text_whatever_their_items_are_called() {
        CheckedRunbook before = text("""
                for item in ["a[1]", "b"] do
                  step "Item #{item}" do
                    note "x"
                  end
                end
                """);
        CheckedRunbook now = text("""
                for item in ["a[1]", "b"] do
                  step "Item #{item}" do
                    note "y"
                  end
                end
                """);
        started("Item #{item}[a[1]]");
        noted("Item #{item}[a[1]]", "body.1");
        assertEquals(List.of("Item #{item} changed: note \"x\" -> note \"y\""), edits(before, now));
    }

    @Test
    void tasks_between_the_same_neighbours_are_paired_by_their_kind() {
        CheckedRunbook before = text("""
                note "a"
                x = 1
                note "b"
                """);
        CheckedRunbook now = text("""
                x = 2
                y = 3
                note "c"
                note "b"
                """);
        noted("", "body.1");
        fact(new Entry.Bound("", "body.2", "x", dev.runbook.language.value.Value.NIL));
        RunbookChanges changes = RunbookChanges.of(before, now, facts);
        assertEquals(
                List.of("changed: note \"a\" -> note \"c\"", "changed: x = 1 -> x = 2"),
                EditedRun.told(changes.edits()));
        assertEquals(Optional.of(new TaskKey("body.3")), changes.key("", new TaskKey("body.1")));
        assertEquals(Optional.of(new TaskKey("body.1")), changes.key("", new TaskKey("body.2")));
    }
}
