package dev.runbook.app.foresee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.app.foresee.WaysBack.OtherChoice;
import dev.runbook.language.value.Value;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanHarness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaysBackTest {
    private static final String RUNBOOK = """
            runbook "A"

            param :recovery, "What to do", default: "least", one_of: ["least", "all", "stop"]
            param :colour, "Of no importance", default: "red", one_of: ["red", "blue"]

            step "Upgrade" do
              run "helm", "upgrade", "app"

            rescue StorageRefused => failure
              raise failure

            rescue OperationInProgress, WebhookFailed
              retry

            rescue ImmutableField => failure
              least = recovery == "least"
              note "#{colour}"
              step "Replace one", if: least, destructive: true do
                confirm "Replace it?"
              end
              step "Uninstall it", if: recovery != "stop", destructive: true do
                confirm "Uninstall it?"
              end
            end
            """;

    private static Plan plan(Map<String, Value> inputs) throws InterruptedException {
        PlanHarness harness = new PlanHarness();
        inputs.forEach(harness::given);
        return harness.plan(RUNBOOK);
    }

    private static List<OtherChoice> others(String recovery) throws InterruptedException {
        Plan plan = plan(Map.of("recovery", Value.of(recovery)));
        return new OtherChoices(plan, WaysBackTest::plan).at("Upgrade", "rescue ImmutableField");
    }

    @Test
    void another_choice_is_told_where_it_takes_something_else_away() throws Exception {
        assertEquals(
                List.of(new OtherChoice("1", "rescue ImmutableField", "recovery=all", "1.2", "uninstall it")),
                others("least"));
        assertEquals(
                List.of(new OtherChoice("1", "rescue ImmutableField", "recovery=least", "1.1", "replace one")),
                others("all"));
    }

    @Test
    void what_decides_nothing_in_the_clause_is_no_choice() throws Exception {
        Plan plan = plan(Map.of());
        assertEquals(List.of(), new OtherChoices(plan, WaysBackTest::plan).at("Upgrade", "rescue WebhookFailed"));
    }
}
