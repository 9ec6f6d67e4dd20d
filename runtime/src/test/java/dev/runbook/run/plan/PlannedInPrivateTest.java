package dev.runbook.run.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan tries out where nobody else sees it. */
class PlannedInPrivateTest {
    private final PlanHarness sketch = new PlanHarness();

    @Test
    void an_action_that_can_be_done_in_private_is_and_hides_nothing() throws InterruptedException {
        sketch.previews("helm.repo_update", Outcome.done(""))
                .answers("helm.chart", PlanHarness.versioned("chart", "coder", "1.16.1"));
        sketch.expect("""
                step "Refresh" do
                  helm.repo_update "coder"
                end
                target = helm.chart("coder/coder")
                """, """
                1 Refresh: RUNS
                  act: RUNS helm repo update coder --fail-on-repo-update-fail
                bind: KNOWN coder 1.16.1
                """);
        assertEquals(List.of("helm.repo_update"), sketch.tried);
    }

    @Test
    void what_may_not_be_run_is_not_tried_in_private() throws InterruptedException {
        sketch.previews("helm.repo_update", Outcome.done(""));
        sketch.expect("""
                step "One" do
                  run "true"
                end
                step "Refresh", if: http.ok?("http://x") do
                  helm.repo_update "coder"
                end
                target = helm.chart("coder/coder")
                """, """
                1 One: RUNS
                  act: RUNS true
                2 Refresh: DECIDED_LATER if http.ok?("http://x"): known after "One"
                  act: RUNS helm repo update coder --fail-on-repo-update-fail
                bind: DECIDED_LATER known after "Refresh"
                """);
        assertEquals(List.of(), sketch.tried);
    }

    @Test
    void a_repository_that_does_not_answer_hides_what_it_holds() throws InterruptedException {
        sketch.previews(
                "helm.repo_update",
                new Outcome.NotDone(Failure.of(FailureClass.Unreachable, "no answer from the repository")));
        Plan plan = sketch.planOf("""
                step "Refresh" do
                  helm.repo_update "coder"
                  helm.repo_update "other"
                end
                target = helm.chart("coder/coder")
                """);
        assertEquals("""
                1 Refresh: RUNS
                  act: RUNS helm repo update coder --fail-on-repo-update-fail | tried just now: it could not be reached
                  act: RUNS helm repo update other --fail-on-repo-update-fail
                bind: DECIDED_LATER not read: the chart repository""", PlanOutline.of(plan));
        assertEquals(
                List.of("no answer from the repository"),
                plan.unread().stream().map(UnreadSource::why).toList());
        assertEquals(List.of(), plan.troubles());
        assertEquals(List.of("helm.repo_update"), sketch.tried);
    }

    @Test
    void what_fails_in_private_for_another_reason_would_fail_in_the_run() throws InterruptedException {
        sketch.previews(
                "helm.repo_add",
                new Outcome.NotDone(Failure.of(FailureClass.CommandFailed, "repository name (coder) already exists")));
        Plan plan = sketch.planOf("""
                step "Add" do
                  helm.repo_add "coder", "https://helm.coder.com"
                end
                """);
        assertEquals(
                List.of("1 repository name (coder) already exists"),
                plan.troubles().stream()
                        .map(trouble -> trouble.number() + " " + trouble.why())
                        .toList());
    }
}
