package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.TaskKey;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.Recorded;
import dev.runbook.source.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final String RUNBOOK = """
            runbook "Try it"
            param :mode, "How.", default: "good"
            procedure :tell do |what|
              note what unless mode == "silent"
              step "Tell #{what}" do
                note what
              end
            end
            procedure :never do
              note "never"
            end
            step "Look" do
              if mode == "good"
                note "good"
              else
                perform :tell, "bad"
              end
            rescue Timeout, /never/
              perform :never
            rescue
              note "any"
            end
            for one in ["a", "b"] do
              step "Round #{one}" do
                perform :tell, one
              end
            end
            """;

    private static CheckedRunbook runbook() {
        Checked checked = Checker.check(
                Source.of("x.rb", RUNBOOK),
                (from, path) -> new Loader.Loaded.NotFound("none", List.of()),
                ShippedProviders.ALL.catalogue());
        return checked instanceof Checked.Sound(CheckedRunbook runbook, var _) ? runbook : unsound(checked);
    }

    private static CheckedRunbook unsound(Checked checked) {
        throw new AssertionError(checked);
    }

    private static List<Recorded> run(Consumer<Facts> what) {
        List<Recorded> facts = new ArrayList<>();
        what.accept(new Facts(entry -> facts.add(new Recorded(facts.size() + 1, Instant.EPOCH, entry))));
        return facts;
    }

    private static List<String> missed(List<List<Recorded>> runs) {
        return Coverage.of(runbook(), runs).missed().stream()
                .map(place -> place.at() + " " + place.words())
                .toList();
    }

    @Test
    void without_a_run_all_is_missed_and_a_place_of_a_procedure_is_one() {
        assertEquals(
                List.of(
                        "x.rb:4 unless mode == \"silent\"",
                        "x.rb:5 step \"Tell #{what}\"",
                        "x.rb:12 step \"Look\"",
                        "x.rb:13 if mode == \"good\"",
                        "x.rb:16 else of if mode == \"good\"",
                        "x.rb:16 procedure tell",
                        "x.rb:18 rescue Timeout, /never/ of step \"Look\"",
                        "x.rb:19 procedure never",
                        "x.rb:20 rescue of step \"Look\"",
                        "x.rb:24 step \"Round #{one}\""),
                missed(List.of()));
        assertEquals(
                "0 of 3 steps, 0 of 3 arms of conditions, 0 of 2 rescue clauses, 0 of 2 procedures",
                Coverage.of(runbook(), List.of()).summary());
    }

    @Test
    void what_one_of_several_runs_comes_to_is_not_missed() {
        List<Recorded> good = run(facts -> {
            facts.step("Look", "1", "Look").started(TaskKey.BODY.task(1), 1, false);
            facts.step("Look", "1", "Look")
                    .task(TaskKey.BODY.task(1))
                    .decided("x.rb:13:6", "mode", 1, OptionalInt.empty());
            facts.step("Look", "1", "Look").rescuing("rescue /never/", Failure.of(FailureClass.Timeout, "late"));
        });
        List<Recorded> loop = run(facts -> {
            facts.step("Round #{one}[a]", "2", "Round a").started(TaskKey.BODY.task(2), 1, false);
            facts.step("Round #{one} > tell(one) > Tell #{what}[a]", "3", "Tell a")
                    .skipped(TaskKey.BODY.task(2), "no");
        });
        assertEquals(
                List.of(
                        "x.rb:4 unless mode == \"silent\"",
                        "x.rb:5 step \"Tell #{what}\"",
                        "x.rb:12 step \"Look\"",
                        "x.rb:13 if mode == \"good\""),
                missed(List.of(loop)).subList(0, 4));
        assertEquals(
                List.of(
                        "x.rb:4 unless mode == \"silent\"",
                        "x.rb:5 step \"Tell #{what}\"",
                        "x.rb:16 else of if mode == \"good\"",
                        "x.rb:19 procedure never",
                        "x.rb:20 rescue of step \"Look\""),
                missed(List.of(good, loop)));
    }
}
