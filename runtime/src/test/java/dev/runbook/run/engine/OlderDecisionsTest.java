package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.run.engine.EngineHarness.Killed;
import dev.runbook.run.journal.Entry;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A run whose journal an older version has written is carried on. */
class OlderDecisionsTest {
    private final EngineHarness theatre = new EngineHarness();

    /** The run as an older version would have written it, whose journal shortens a condition and counts no branches. */
    private void olderDecisions() {
        theatre.entries.replaceAll(entry -> entry instanceof Entry.Decided e
                ? new Entry.Decided(
                        e.step(),
                        e.task(),
                        e.where(),
                        e.condition(),
                        e.held() ? OptionalInt.empty() : e.arm(),
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
}
