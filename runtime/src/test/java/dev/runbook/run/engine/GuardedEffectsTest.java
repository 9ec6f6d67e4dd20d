package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.value.Value;
import dev.runbook.run.journal.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine asks and tells whoever keeps others away. */
class GuardedEffectsTest {
    private final EngineHarness harness = new EngineHarness();

    @Test
    void what_changes_something_is_asked_for_before_its_intent_and_what_looks_is_not() throws Exception {
        String story = harness.run("""
                assert 1 == 1
                file.write "a", "b"
                """);
        assertEquals(
                1,
                harness.guarded.stream()
                        .filter(g -> g.startsWith("asked nothing"))
                        .count(),
                story);
        Entry next = harness.entries.get(
                Integer.parseInt(harness.guarded.getFirst().substring("asked nothing after ".length())));
        assertTrue(
                next instanceof Entry.TaskIntended intent && intent.activity().changes(), next.toString());
    }

    @Test
    void a_release_is_named_that_is_changed() throws Exception {
        harness.programs.prints("helm version --template={{.Version}}", "v3.22.0");
        harness.run("helm.uninstall \"coder\", namespace: \"apps\"");
        assertTrue(
                harness.guarded.getFirst().startsWith("asked release coder in namespace apps"),
                harness.guarded.toString());
    }

    @Test
    void an_effect_that_may_not_begin_is_not_even_intended_and_the_run_says_why() {
        harness.refuses = true;
        assertThrows(EffectRefusedException.class, () -> harness.run("file.write \"a\", \"b\""));
        assertEquals(
                new Entry.Noted("", "body.1", "stopped before file.write: another run has it"),
                harness.entries.getLast());
        assertFalse(harness.entries.stream().anyMatch(Entry.TaskIntended.class::isInstance));
        assertEquals(List.of(), List.copyOf(harness.files.keySet()));
    }

    @Test
    void others_are_told_the_innermost_step_and_no_secret() throws Exception {
        harness.inputs.put("password", new Value.Secret("password", "hunter2hunter2"));
        harness.run("""
                step "Outer" do
                  step "Inner of hunter2hunter2" do
                    file.write "a", "b"
                  end
                  file.write "c", "d"
                end
                """);
        assertEquals(
                List.of(
                        "at 1 Outer",
                        "at 1.1 Inner of [secret password]",
                        "asked nothing",
                        "at 1 Outer",
                        "asked nothing",
                        "at "),
                harness.guarded.stream()
                        .map(g -> g.replaceFirst(" after .*", ""))
                        .toList());
    }

    @Test
    void what_stays_locked_is_said_before_the_end() throws Exception {
        harness.staying = List.of("the lock of release coder stays");
        harness.run("note \"hello\"");
        assertEquals(
                new Entry.Noted("", "", "the lock of release coder stays"),
                harness.entries.get(harness.entries.size() - 2));
    }
}
