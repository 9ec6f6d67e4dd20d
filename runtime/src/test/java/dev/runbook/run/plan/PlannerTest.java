package dev.runbook.run.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private final PlanHarness sketch = new PlanHarness();

    @Test
    void a_step_is_run_or_skipped_by_what_its_condition_says_now() throws InterruptedException {
        sketch.answers("file.exists?", Value.TRUE);
        sketch.expect("""
                step "One", if: file.exists?("a") do
                  note "x"
                end
                step "Two", unless: file.exists?("a") do
                  note "x"
                end
                """, """
                1 One: RUNS if file.exists?("a"): it is true
                  note: RUNS x
                2 Two: SKIPPED unless file.exists?("a"): it is true
                  note: SKIPPED
                """);
    }

    @Test
    void a_condition_that_settles_it_leaves_the_other_unasked() throws InterruptedException {
        sketch.answers("file.exists?", Value.FALSE).fails("http.ok?", FailureClass.CommandFailed, "no address");
        sketch.expect("""
                step "One", if: file.exists?("a"), unless: http.ok?("http://x") do
                  run "true"
                end
                """, """
                1 One: SKIPPED if file.exists?("a"): it is false
                  act: SKIPPED true
                """);
    }

    @Test
    void what_an_earlier_step_changes_is_known_after_it() throws InterruptedException {
        sketch.expect("""
                step "Write" do
                  file.write "a", "text"
                end
                there = file.exists?("a")
                step "Two", if: there do
                  assert there, "it is there"
                end
                """, """
                1 Write: RUNS
                  act: RUNS write a
                bind: DECIDED_LATER known after "Write"
                2 Two: DECIDED_LATER if there: known after "Write"
                  assert: DECIDED_LATER known after "Write"
                """);
        assertEquals(List.of(), sketch.asked);
    }

    @Test
    void a_skipped_step_changes_nothing_and_reads_nothing() throws InterruptedException {
        sketch.answers("file.exists?", Value.TRUE);
        sketch.expect("""
                step "Write", if: false do
                  text = file.read("b")
                  file.write "a", text
                end
                there = file.exists?("a")
                """, """
                1 Write: SKIPPED if false: it is false
                  bind: SKIPPED
                  act: SKIPPED
                bind: KNOWN true
                """);
        assertEquals(List.of("file.exists?(\"a\")"), sketch.asked);
    }

    @Test
    void both_arms_stay_when_the_condition_is_decided_later() throws InterruptedException {
        sketch.expect("""
                step "One" do
                  file.write "a", "text"
                  if file.exists?("a")
                    run "yes"
                  else
                    run "no"
                  end
                end
                """, """
                1 One: RUNS
                  act: RUNS write a
                  choice: DECIDED_LATER known after "One"
                    arm: DECIDED_LATER known after "One"
                      act: RUNS yes
                    else: DECIDED_LATER known after "One"
                      act: RUNS no
                """);
    }

    @Test
    void an_arm_that_is_not_taken_is_not_read_and_cannot_fail() throws InterruptedException {
        sketch.answers("helm.release?", Value.FALSE)
                .fails("helm.release", FailureClass.ReleaseNotFound, "there is no release coder");
        Plan plan = sketch.planOf("""
                if helm.release?("coder")
                  note helm.release("coder").version
                else
                  note "new"
                end
                """);
        assertEquals("""
                choice: RUNS no condition holds
                  arm: SKIPPED it is false
                    note: SKIPPED
                  else: RUNS no condition holds
                    note: RUNS new""", PlanOutline.of(plan));
        assertEquals(List.of(), plan.troubles());
    }

    @Test
    void what_holds_behind_an_open_condition_is_open_too_and_ends_the_arms() throws InterruptedException {
        sketch.answers("file.exists?", Value.TRUE);
        sketch.expect("""
                step "One" do
                  run "true"
                end
                if http.ok?("http://x")
                  note "a"
                elsif true
                  note "b"
                elsif false
                  note "c"
                else
                  note "d"
                end
                """, """
                1 One: RUNS
                  act: RUNS true
                choice: DECIDED_LATER known after "One"
                  arm: DECIDED_LATER known after "One"
                    note: RUNS a
                  arm: DECIDED_LATER known after "One"
                    note: RUNS b
                  arm: SKIPPED not asked, since a condition before it holds
                    note: SKIPPED
                  else: SKIPPED a condition holds
                    note: SKIPPED
                """);
    }

    @Test
    void branches_do_not_see_each_others_changes_and_what_follows_sees_all() throws InterruptedException {
        sketch.answers("helm.release?", Value.FALSE);
        sketch.expect("""
                step "One" do
                  run "true"
                  if http.ok?("http://x")
                    helm.uninstall "a"
                  else
                    there = helm.release?("a")
                  end
                  after = helm.release?("a")
                end
                """, """
                1 One!: RUNS
                  act: RUNS true
                  choice: DECIDED_LATER known after "One"
                    arm: DECIDED_LATER known after "One"
                      act: RUNS helm uninstall a --namespace=default
                    else: DECIDED_LATER known after "One"
                      bind: KNOWN false
                  bind: DECIDED_LATER known after "One"
                """);
    }

    @Test
    void what_an_action_finds_out_itself_is_drawn_unless_an_earlier_step_changes_it() throws InterruptedException {
        sketch.helmPrints("history", """
                [{"revision":4,"status":"deployed","chart":"coder-1.15.0"}]
                """);
        sketch.expect("""
                step "Export" do
                  helm.get_values "coder", to: "v.yml"
                  helm.rollback "coder", 3
                  helm.get_values "coder", to: "w.yml"
                end
                """, """
                1 Export: RUNS
                  act: RUNS helm get values coder --output=yaml --revision=4 --namespace=default
                  act: RUNS helm rollback coder 3 --namespace=default
                  act: RUNS helm get values coder --output=yaml --revision=<last deployed> --namespace=default
                """);
    }

    @Test
    void the_plan_that_a_run_begins_with_asks_helm_nothing() throws InterruptedException {
        assertEquals(List.of(), sketch.askedBeforeARun("""
                step "Export" do
                  helm.get_values "coder", to: "v.yml"
                end
                """));
    }

    @Test
    void steps_inside_a_destructive_step_are_destructive_with_it() throws InterruptedException {
        sketch.expect("""
                step "Outer", destructive: true do
                  step "Inner" do
                    note "x"
                  end
                rescue
                  step "Mend" do
                    note "x"
                  end
                end
                step "Next" do
                  note "x"
                end
                """, """
                1 Outer!: RUNS
                  1.1 Inner!: RUNS
                    note: RUNS x
                  rescue
                    1.2 Mend!: RUNS
                      note: RUNS x
                2 Next: RUNS
                  note: RUNS x
                """);
    }

    @Test
    void a_check_holds_fails_or_is_decided_later() throws InterruptedException {
        sketch.answers("helm.version", PlanHarness.version("3.1.0")).answers("file.exists?", Value.FALSE);
        Plan plan = sketch.planOf("""
                step "Check" do
                  assert helm.version >= "3.0", "newer"
                  assert helm.version >= "3.2", "Helm 3.2 is needed"
                  assert file.exists?("a")
                end
                """);
        assertEquals("""
                1 Check: RUNS
                  assert: KNOWN helm.version is 3.1.0
                  assert: FAILS Helm 3.2 is needed (helm.version is 3.1.0)
                  assert: FAILS it does not hold""", PlanOutline.of(plan));
        assertEquals(
                List.of("1 Helm 3.2 is needed (helm.version is 3.1.0)", "1 it does not hold"),
                plan.troubles().stream()
                        .map(trouble -> trouble.number() + " " + trouble.why())
                        .toList());
    }

    @Test
    void an_action_that_refuses_its_arguments_would_fail() throws InterruptedException {
        sketch.given("name", Value.of("--post-renderer=x"));
        Plan plan = sketch.planOf("""
                param :name, "Name"
                step "Remove" do
                  helm.uninstall name
                end
                """);
        assertEquals("""
                1 Remove!: RUNS
                  act: FAILS "--post-renderer=x" cannot be the name of a release""", PlanOutline.of(plan));
        assertEquals(1, plan.troubles().size());
    }

    @Test
    void a_value_must_not_become_an_option_in_the_plan_either() throws InterruptedException {
        sketch.given("name", Value.of("-rf"));
        sketch.expect("""
                param :name, "Name"
                step "Remove" do
                  run "rm", name
                  run "rm", "--", name
                end
                """, """
                1 Remove: RUNS
                  act: FAILS rm -rf | argument 1 of run begins with a dash and comes from a value: -rf
                  act: RUNS rm -- -rf
                """);
    }

    @Test
    void a_program_that_is_not_there_would_fail() throws InterruptedException {
        sketch.withoutHelm();
        sketch.expect("""
                step "One" do
                  run "acme-status", "begin"
                  run "./made-by-then"
                end
                """, """
                1 One: RUNS
                  act: FAILS acme-status begin | acme-status was not found on the PATH
                  act: RUNS ./made-by-then
                """);
    }

    @Test
    void a_lookup_that_fails_fails_the_task_that_asks_it() throws InterruptedException {
        sketch.fails("helm.release", FailureClass.ReleaseNotFound, "there is no release coder");
        Plan plan = sketch.planOf("""
                current = helm.release("coder")
                step "Say" do
                  note "it is #{current.version}"
                  run "echo", current.version
                  run "echo", helm.release("coder").status
                end
                """);
        assertEquals("""
                bind: FAILS there is no release coder
                1 Say: RUNS
                  note: RUNS it is <current.version>
                  act: RUNS echo <current.version>
                  act: FAILS echo <helm.release("coder").status> | there is no release coder""", PlanOutline.of(plan));
        assertEquals(
                List.of("", "1"),
                plan.troubles().stream().map(ExpectedFailure::number).toList());
    }

    @Test
    void a_dead_server_is_asked_once_and_named_once() throws InterruptedException {
        sketch.fails("helm.release?", FailureClass.Unreachable, "the API server does not answer");
        Plan plan = sketch.planOf("""
                a = helm.release?("a")
                b = helm.release?("b")
                c = release_resources("a")
                d = service("s").exists?
                """);
        assertEquals("""
                bind: DECIDED_LATER not read: the cluster
                bind: DECIDED_LATER not read: the cluster
                bind: DECIDED_LATER not read: the cluster
                bind: DECIDED_LATER not read: the cluster""", PlanOutline.of(plan));
        assertEquals(List.of("helm.release?(\"a\")"), sketch.asked);
        assertEquals(
                List.of("the API server does not answer"),
                plan.unread().stream().map(UnreadSource::why).toList());
        assertEquals(List.of(), plan.troubles());
    }

    @Test
    void what_is_forbidden_hides_nothing_else() throws InterruptedException {
        sketch.fails("helm.release?", FailureClass.Forbidden, "secrets is forbidden")
                .answers("release_resources", Value.NIL);
        sketch.expect("""
                a = helm.release?("a")
                b = release_resources("a")
                c = helm.release?("a")
                """, """
                bind: DECIDED_LATER not read: helm.release?("a")
                bind: KNOWN nil
                bind: DECIDED_LATER not read: helm.release?("a")
                """);
        assertEquals(2, sketch.asked.size());
    }

    @Test
    void a_helm_that_is_missing_is_named_once() throws InterruptedException {
        sketch.withoutHelm().fails("helm.chart", FailureClass.CommandFailed, "helm was not found on the PATH");
        Plan plan = sketch.planOf("""
                a = helm.chart("coder/coder")
                b = helm.release?("a")
                """);
        assertEquals("""
                bind: DECIDED_LATER not read: helm
                bind: DECIDED_LATER not read: helm""", PlanOutline.of(plan));
        assertEquals(
                List.of("helm was not found on the PATH"),
                plan.unread().stream().map(UnreadSource::why).toList());
    }

    @Test
    void nothing_is_asked_when_nothing_is_to_be_read() throws InterruptedException {
        sketch.unread(UnreadSource.everything("--offline was given"));
        sketch.expect("""
                a = helm.chart("coder/coder")
                step "Two", if: a.version >= "1.0" do
                  run "echo", a.version
                end
                """, """
                bind: DECIDED_LATER not read: the world
                1 Two: DECIDED_LATER if a.version >= "1.0": not read: the world
                  act: RUNS echo <a.version>
                """);
        assertEquals(List.of(), sketch.asked);
    }

    @Test
    void an_upgrade_says_where_it_comes_from_and_goes_to() throws InterruptedException {
        sketch.answers(
                "helm.history",
                new Value.List(List.of(
                        PlanHarness.revision(1, "1.14.0", "superseded"),
                        PlanHarness.revision(2, "1.15.0", "deployed"),
                        PlanHarness.revision(3, "1.16.1", "failed"))));
        Plan plan = sketch.planOf("""
                step "Upgrade" do
                  helm.upgrade "coder", "coder/coder", version: "1.16.1"
                end
                """);
        assertEquals(List.of(new Move("coder", java.util.Optional.of("1.15.0"), "1.16.1")), plan.moves());
    }

    @Test
    void something_to_do_is_something_to_run_or_to_do_by_hand() throws InterruptedException {
        assertTrue(sketch.planOf("run \"true\"").changes());
        assertTrue(sketch.planOf("manual \"Point DNS\"").changes());
        assertFalse(sketch.planOf("note \"hello\"").changes());
        assertFalse(
                sketch.planOf("step \"One\", if: false do\n  run \"true\"\nend").changes());
        assertFalse(sketch.planOf("for x in \"\".lines do\n  run x\nend").changes());
    }

    @Test
    void no_two_tasks_of_a_step_have_a_key_and_no_two_steps_a_number() throws InterruptedException {
        Plan plan = sketch.planOf("""
                procedure :p do |x|
                  run x
                  step "S #{x}" do
                    run x
                  end
                end
                for name in ["a", "b"] do
                  run name
                  if true
                    step "A #{name}" do
                      run "a"
                    end
                  else
                    step "B #{name}" do
                      run "b"
                    end
                  end
                end
                perform :p, "x"
                perform :p, "y"
                step "T" do
                  run "t"
                rescue Timeout
                  step "U" do
                    run "u"
                  end
                rescue
                  step "V" do
                    run "v"
                  end
                ensure
                  step "W" do
                    run "w"
                  end
                end
                """);
        List<String> numbers = new ArrayList<>();
        unique(plan.body(), numbers);
        assertEquals(numbers.stream().distinct().toList(), numbers);
        assertTrue(numbers.containsAll(List.of("1", "2", "3", "4", "5", "5.1", "5.2", "5.3")), numbers::toString);
    }

    private static void unique(List<PlanNode> nodes, List<String> numbers) {
        List<String> keys = new ArrayList<>();
        own(nodes).forEach(node -> {
            keys.add(node.key().text());
            if (node instanceof PlanNode.Step step) {
                numbers.add(step.number());
                List<PlanNode> inside = new ArrayList<>(step.body());
                step.rescues().forEach(clause -> inside.addAll(clause.body()));
                inside.addAll(step.ensure());
                unique(inside, numbers);
            }
        });
        assertEquals(keys.stream().distinct().toList(), keys);
    }

    /** The nodes of one step, without those of the steps in it and without the rounds that only foretell a loop. */
    private static Stream<PlanNode> own(List<PlanNode> nodes) {
        return nodes.stream()
                .flatMap(node -> Stream.concat(
                        Stream.of(node),
                        switch (node) {
                            case PlanNode.Choice choice ->
                                Stream.concat(
                                        choice.arms().stream().flatMap(PlannerTest::own), own(choice.otherwise()));
                            case PlanNode.Loop loop -> own(loop.body());
                            case PlanNode.Procedure procedure -> own(procedure.body());
                            case PlanNode.Step _, PlanNode.Single _ -> Stream.<PlanNode>empty();
                        }));
    }
}
