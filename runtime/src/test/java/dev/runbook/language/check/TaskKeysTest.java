package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Journals of all versions name tasks by these places: none of them may change. */
class TaskKeysTest {
    private static String keys(String body) {
        Checked checked = InMemoryFolder.check("a.rb", "runbook \"Keys\"\n" + body);
        return ProgramTraversal.tasks(
                        assertInstanceOf(Checked.Sound.class, checked).runbook())
                .map(task -> task.getClass().getSimpleName() + " " + task.key())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void tasksAreCountedInTheListThatTheyStandIn() {
        assertEquals("""
                Note body.1
                Step body.2
                Note body.1
                Bind body.2
                Note rescue1.1
                Note rescue2.1
                Note rescue2.2
                Note ensure.1
                Note body.3""", keys("""
                        note "a"
                        step "S" do
                          note "b"
                          x = 1
                        rescue Timeout
                          note "c"
                        rescue
                          note "d"
                          note "e"
                        ensure
                          note "f"
                        end
                        note "g"
                        """));
    }

    @Test
    void branchesAndRoundsHaveAPlaceInThatOfTheirStatement() {
        assertEquals("""
                Choice body.1
                Note body.1.arm1.1
                Note body.1.arm2.1
                Loop body.1.arm2.2
                Note body.1.arm2.2.1
                Note body.1.else.1
                Choice body.2
                Note body.2.arm1.1
                Step body.3
                Choice ensure.1
                Note ensure.1.arm1.1""", keys("""
                        if 1 > 2
                          note "a"
                        elsif 2 > 3
                          note "b"
                          for item in ["x"] do
                            note item
                          end
                        else
                          note "c"
                        end
                        note "d" unless 1 > 2
                        step "S" do
                        ensure
                          note "e" if 1 > 2
                        end
                        """));
    }

    @Test
    void eachPerformanceOfAProcedureHasItsOwnPlaces() {
        assertEquals("""
                Procedure body.1
                Note body.1.1
                Step body.1.2
                Note body.1
                Choice body.2
                Procedure body.2.arm1.1
                Note body.2.arm1.1.1
                Step body.2.arm1.1.2
                Note body.1""", keys("""
                        procedure :tell do |words|
                          note "begins"
                          step "Tell" do
                            note words
                          end
                        end
                        perform :tell, "a"
                        perform :tell, "b" if 1 > 2
                        """));
    }

    @Test
    void argumentsOfAProcedureAreBoundAtItsOwnPlace() {
        Checked checked = InMemoryFolder.check("a.rb", """
                runbook "Keys"
                procedure :tell do |words, more|
                  note "#{words} #{more}"
                end
                note "first"
                perform :tell, "a", "b"
                """);
        Task performed =
                assertInstanceOf(Checked.Sound.class, checked).runbook().body().getLast();
        assertEquals(
                List.of(new TaskKey("body.2"), new TaskKey("body.2")),
                assertInstanceOf(Task.Procedure.class, performed).arguments().stream()
                        .map(Task.Bind::key)
                        .toList());
    }

    @Test
    void aPlaceKnowsWhereItStands() {
        TaskKey key = new TaskKey("rescue2.1.arm1.4.else.2");
        assertEquals("rescue2", key.clause().text());
        assertEquals(
                List.of(
                        new TaskKey.Branch(new TaskKey("rescue2.1"), 1),
                        new TaskKey.Branch(new TaskKey("rescue2.1.arm1.4"), 0)),
                key.branches());
        assertEquals(Optional.of(new TaskKey("rescue2.1.arm1.4")), key.decidedBy());
        assertEquals(Optional.empty(), new TaskKey("body.3.1").decidedBy());
        assertEquals(
                "body.3",
                new TaskKey("body.3").inRound(new TaskKey("body.3"), 2).text());
        assertEquals(
                "body.3.round2.1.1",
                new TaskKey("body.3.1.1").inRound(new TaskKey("body.3"), 2).text());
        assertEquals(
                "body.30.1",
                new TaskKey("body.30.1").inRound(new TaskKey("body.3"), 2).text());
    }
}
