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

    private EngineHarness live() {
        EngineHarness live = new EngineHarness();
        live.files.put("start", "");
        live.files.put("old", "first");
        live.files.put("who", "you");
        touching(live, "begin", "begun", "");
        touching(live, "left", "left", "start");
        touching(live, "item a", "item-a", "");
        touching(live, "item b", "item-b", "");
        live.programs.on("upgrade", output -> {
            if (!live.files.containsKey("gone")) {
                return ScriptedPrograms.exited(1, "", "field is immutable");
            }
            live.files.put("upgraded", "");
            return ScriptedPrograms.exited(0, "", "");
        });
        live.programs.on("uninstall first", output -> {
            live.files.put("gone", "");
            live.files.put("old", "second");
            return ScriptedPrograms.exited(0, "", "");
        });
        live.programs.fails("flaky", "try later");
        touching(live, "flaky", "flaky", "");
        live.programs.on("greet you", output -> {
            live.files.put("greeted-you", "");
            live.files.put("who", "nobody");
            return ScriptedPrograms.exited(0, "", "");
        });
        touching(live, "greet world", "greeted-world", "");
        live.answers.add(new People.Answer.Yes("ops"));
        live.answers.add(new People.Answer.Yes("ops"));
        return live;
    }

    private static void touching(EngineHarness live, String command, String made, String removed) {
        live.programs.on(command, output -> {
            live.files.put(made, "");
            live.files.remove(removed);
            return ScriptedPrograms.exited(0, "", "");
        });
    }

    @Test
    void killed_before_or_after_any_fact_it_ends_as_if_nothing_had_been() throws Exception {
        EngineHarness undisturbed = live();
        undisturbed.run(EVERYTHING);
        List<String> ran = List.copyOf(undisturbed.programs.ran);
        assertEquals(11, ran.size());
        int facts = undisturbed.entries.size();
        for (int point = 0; point < 2 * (facts - 1); point++) {
            EngineHarness live = live();
            if (point % 2 == 0) {
                live.diesBefore = 1 + point / 2;
            } else {
                live.diesAfter = 1 + point / 2;
            }
            assertThrows(Killed.class, () -> live.run(EVERYTHING));
            String place = "killed " + (point % 2 == 0 ? "before" : "after") + " fact " + (1 + point / 2) + ": "
                    + undisturbed.entries.get(1 + point / 2);
            String story = live.resume(EVERYTHING);
            // A failure that the journal does not know is met again; nothing else runs twice.
            List<String> provoked = live.programs.ran.stream().distinct().toList();
            assertEquals(ran.stream().distinct().toList(), provoked, place + "\n" + story);
            assertTrue(live.programs.ran.size() <= ran.size() + 1, place + "\n" + live.programs.ran);
            assertEquals(undisturbed.files, live.files, place);
            assertTrue(
                    live.entries.getLast() instanceof Entry.Ended e && e.end() == Entry.RunEnd.RECOVERED,
                    place + "\n" + story);
        }
    }

    @Test
    void killed_again_and_again_it_gets_to_the_end() throws Exception {
        EngineHarness undisturbed = live();
        undisturbed.run(EVERYTHING);
        EngineHarness live = live();
        live.diesAfter = 3;
        assertThrows(Killed.class, () -> live.run(EVERYTHING));
        for (int left = 500; left > 0; left--) {
            live.diesNext = live.entries.size() + 4;
            try {
                live.resume(EVERYTHING);
                assertEquals(undisturbed.files, live.files);
                return;
            } catch (Killed again) {
                assertTrue(left > 1, live.story());
            }
        }
    }
}
