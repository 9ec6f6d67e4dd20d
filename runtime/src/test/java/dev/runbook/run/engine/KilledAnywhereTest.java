package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.People;
import dev.runbook.run.engine.EngineHarness.Killed;
import dev.runbook.run.journal.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that is killed at any fact of its journal, once or again and again, and carried on. */
class KilledAnywhereTest {
    /** Every construct that decides, repeats or recovers; each program may run once, and the world changes as it runs. */
    private static final String EVERYTHING = """
            procedure :greet do |who|
              step "Greet #{who}", verify: file.exists?("greeted-#{who}") do
                run "greet", who
              end
            end

            list = ["a", "b"]

            step "Skip", unless: file.exists?("never") do
              note "not skipped"
            end
            step "Begin", if: file.exists?("start"), verify: file.exists?("begun") do
              run "begin"
            end
            step "Choose" do
              if file.exists?("start")
                step "Left", verify: file.exists?("left") do
                  run "left"
                end
              else
                run "right"
              end
            end
            for item in list do
              step "Item #{item}", verify: file.exists?("item-#{item}") do
                run "item", item
              end
            end
            step "Upgrade", verify: file.exists?("upgraded") do
              run "upgrade"
            rescue ImmutableField => failure
              old = file.read("old")
              step "Uninstall", verify: file.exists?("gone") do
                confirm "Really? #{failure.summary}"
                run "uninstall", old
              end
              perform :greet, file.read("who")
              retry
            ensure
              note "tidied"
            end
            step "Flaky", retries: 2, every: 1.seconds, verify: file.exists?("flaky") do
              run "flaky"
            end
            perform :greet, "world"
            """;

    private EngineHarness stage() {
        EngineHarness stage = new EngineHarness();
        stage.files.put("start", "");
        stage.files.put("old", "first");
        stage.files.put("who", "you");
        touching(stage, "begin", "begun", "");
        touching(stage, "left", "left", "start");
        touching(stage, "item a", "item-a", "");
        touching(stage, "item b", "item-b", "");
        stage.programs.on("upgrade", output -> {
            if (!stage.files.containsKey("gone")) {
                return ScriptedPrograms.exited(1, "", "field is immutable");
            }
            stage.files.put("upgraded", "");
            return ScriptedPrograms.exited(0, "", "");
        });
        stage.programs.on("uninstall first", output -> {
            stage.files.put("gone", "");
            stage.files.put("old", "second");
            return ScriptedPrograms.exited(0, "", "");
        });
        stage.programs.fails("flaky", "try later");
        touching(stage, "flaky", "flaky", "");
        stage.programs.on("greet you", output -> {
            stage.files.put("greeted-you", "");
            stage.files.put("who", "nobody");
            return ScriptedPrograms.exited(0, "", "");
        });
        touching(stage, "greet world", "greeted-world", "");
        stage.answers.add(new People.Answer.Yes("ops"));
        stage.answers.add(new People.Answer.Yes("ops"));
        return stage;
    }

    private static void touching(EngineHarness stage, String command, String made, String removed) {
        stage.programs.on(command, output -> {
            stage.files.put(made, "");
            stage.files.remove(removed);
            return ScriptedPrograms.exited(0, "", "");
        });
    }

    @Test
    void killed_before_or_after_any_fact_it_ends_as_if_nothing_had_been() throws Exception {
        EngineHarness undisturbed = stage();
        undisturbed.run(EVERYTHING);
        List<String> ran = List.copyOf(undisturbed.programs.ran);
        assertEquals(11, ran.size());
        int facts = undisturbed.entries.size();
        for (int point = 0; point < 2 * (facts - 1); point++) {
            EngineHarness stage = stage();
            if (point % 2 == 0) {
                stage.diesBefore = 1 + point / 2;
            } else {
                stage.diesAfter = 1 + point / 2;
            }
            assertThrows(Killed.class, () -> stage.run(EVERYTHING));
            String place = "killed " + (point % 2 == 0 ? "before" : "after") + " fact " + (1 + point / 2) + ": "
                    + undisturbed.entries.get(1 + point / 2);
            String story = stage.resume(EVERYTHING);
            // A failure that the journal does not know is met again; nothing else runs twice.
            List<String> provoked = stage.programs.ran.stream().distinct().toList();
            assertEquals(ran.stream().distinct().toList(), provoked, place + "\n" + story);
            assertTrue(stage.programs.ran.size() <= ran.size() + 1, place + "\n" + stage.programs.ran);
            assertEquals(undisturbed.files, stage.files, place);
            assertTrue(
                    stage.entries.getLast() instanceof Entry.Ended e && e.end() == Entry.RunEnd.RECOVERED,
                    place + "\n" + story);
        }
    }

    @Test
    void killed_again_and_again_it_gets_to_the_end() throws Exception {
        EngineHarness undisturbed = stage();
        undisturbed.run(EVERYTHING);
        EngineHarness stage = stage();
        stage.diesAfter = 3;
        assertThrows(Killed.class, () -> stage.run(EVERYTHING));
        for (int left = 500; left > 0; left--) {
            stage.diesNext = stage.entries.size() + 4;
            try {
                stage.resume(EVERYTHING);
                assertEquals(undisturbed.files, stage.files);
                return;
            } catch (Killed again) {
                assertTrue(left > 1, stage.story());
            }
        }
    }
}
