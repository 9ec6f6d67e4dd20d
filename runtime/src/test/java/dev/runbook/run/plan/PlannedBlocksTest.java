package dev.runbook.run.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import org.junit.jupiter.api.Test;

/** Loops, procedures, rescues and ends, as a plan draws them. */
class PlannedBlocksTest {
    private final PlanHarness sketch = new PlanHarness();

    @Test
    void a_known_list_is_taken_item_by_item() throws InterruptedException {
        sketch.expect("""
                for name in ["a", "b"] do
                  step "Restart #{name}" do
                    run "restart", name
                  end
                end
                step "Last" do
                  run "true"
                end
                """, """
                loop: KNOWN a, b
                  round
                    1 Restart a: RUNS
                      act: RUNS restart a
                  round
                    1 Restart b: RUNS
                      act: RUNS restart b
                2 Last: RUNS
                  act: RUNS true
                """);
    }

    @Test
    void an_empty_list_is_skipped() throws InterruptedException {
        sketch.expect("""
                for name in "".lines do
                  note name
                end
                """, """
                loop: SKIPPED "".lines is empty
                  note: SKIPPED
                """);
    }

    @Test
    void the_body_of_an_unknown_list_stands_once_and_sees_what_its_last_round_changes() throws InterruptedException {
        sketch.expect("""
                step "One" do
                  file.write "a", "x"
                  for line in file.read("a").lines do
                    there = helm.release?("a")
                    run "echo", line
                    helm.uninstall "a"
                  end
                end
                """, """
                1 One!: RUNS
                  act: RUNS write a
                  loop: DECIDED_LATER known after "One"
                    bind: DECIDED_LATER known after "One"
                    act: RUNS echo <line>
                    act: RUNS helm uninstall a --namespace=default
                """);
    }

    @Test
    void procedures_stand_where_they_are_performed() throws InterruptedException {
        sketch.expect("""
                procedure :restart do |name, times|
                  step "Restart #{name}" do
                    run "restart", name, times
                  end
                end
                perform :restart, "a", 1
                perform :restart, "b", 2
                """, """
                perform: RUNS name = "a", times = 1
                  1 Restart a: RUNS
                    act: RUNS restart a 1
                perform: RUNS name = "b", times = 2
                  2 Restart b: RUNS
                    act: RUNS restart b 2
                """);
    }

    @Test
    void a_rescue_is_drawn_with_what_is_known_when_it_comes_to_it() throws InterruptedException {
        sketch.answers("file.exists?", Value.TRUE)
                .fails("helm.chart", FailureClass.ChartNotFound, "there is no chart coder/coder");
        sketch.expect("""
                step "Upgrade" do
                  helm.upgrade "coder", "coder/coder"
                rescue ImmutableField => failure
                  old = release_resources("coder")
                  step "Remove" do
                    confirm "Remove? #{failure.summary}"
                    helm.uninstall "coder"
                  end
                  retry attempts: 2
                rescue ForeignOwner
                  file.delete "a"
                rescue
                  there = file.exists?("a")
                ensure
                  note "the end"
                end
                """, """
                1 Upgrade: RUNS
                  act: RUNS helm upgrade coder coder/coder --namespace=default
                  rescue
                    bind: DECIDED_LATER known after "Upgrade"
                    1.1 Remove!: RUNS
                      confirm: RUNS Remove? <failure.summary>
                      act: RUNS helm uninstall coder --namespace=default
                    retry: RUNS 2
                  rescue
                    act: RUNS delete a
                  rescue
                    bind: KNOWN true
                  ensure
                    note: RUNS the end
                """);
    }

    @Test
    void after_a_finish_nothing_is_reached() throws InterruptedException {
        Plan plan = sketch.planOf("""
                step "One" do
                  finish "all is well"
                  note "never"
                ensure
                  note "still"
                end
                step "Two" do
                  run "true"
                end
                """);
        assertEquals("""
                1 One: RUNS
                  finish: RUNS all is well
                  note: SKIPPED
                  ensure
                    note: RUNS still
                2 Two: SKIPPED the run ends before, at a.rb:3:3
                  act: SKIPPED true""", PlanOutline.of(plan));
        assertFalse(plan.changes());
    }
}
