package dev.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.action.Outcome;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private final Sketch sketch = new Sketch();

    private void expect(String text, String outline) throws InterruptedException {
        assertEquals(outline.stripTrailing(), Outline.of(plan(text)));
    }

    private Plan plan(String text) throws InterruptedException {
        return sketch.plan("runbook \"A\"\n" + text);
    }

    @Test
    void a_step_is_run_or_skipped_by_what_its_condition_says_now() throws InterruptedException {
        sketch.answers("file.exists?", Value.TRUE);
        expect("""
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
        expect("""
                step "One", if: file.exists?("a"), unless: http.ok?("x") do
                  run "true"
                end
                """, """
                1 One: SKIPPED if file.exists?("a"): it is false
                  act: SKIPPED true
                """);
    }

    @Test
    void what_an_earlier_step_changes_is_known_after_it() throws InterruptedException {
        expect("""
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
        expect("""
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
        expect("""
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
        Plan plan = plan("""
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
                    note: RUNS new""", Outline.of(plan));
        assertEquals(List.of(), plan.troubles());
    }

    @Test
    void what_holds_behind_an_open_condition_is_open_too_and_ends_the_arms() throws InterruptedException {
        sketch.answers("file.exists?", Value.TRUE);
        expect("""
                step "One" do
                  run "true"
                end
                if http.ok?("x")
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
        expect("""
                step "One" do
                  run "true"
                  if http.ok?("x")
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
    void a_check_holds_fails_or_is_decided_later() throws InterruptedException {
        sketch.answers("helm.version", Sketch.version("3.1.0")).answers("file.exists?", Value.FALSE);
        Plan plan = plan("""
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
                  assert: FAILS it does not hold""", Outline.of(plan));
        assertEquals(
                List.of(
                        new Trouble("1", "Helm 3.2 is needed (helm.version is 3.1.0)"),
                        new Trouble("1", "it does not hold")),
                plan.troubles());
    }

    @Test
    void an_action_that_refuses_its_arguments_would_fail() throws InterruptedException {
        sketch.given("name", Value.of("--post-renderer=x"));
        Plan plan = plan("""
                param :name, "Name"
                step "Remove" do
                  helm.uninstall name
                end
                """);
        assertEquals("""
                1 Remove!: RUNS
                  act: FAILS "--post-renderer=x" cannot be the name of a release""", Outline.of(plan));
        assertEquals(1, plan.troubles().size());
    }

    @Test
    void a_value_must_not_become_an_option_in_the_plan_either() throws InterruptedException {
        sketch.given("name", Value.of("-rf"));
        expect("""
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
    void a_lookup_that_fails_fails_the_task_that_asks_it() throws InterruptedException {
        sketch.fails("helm.release", FailureClass.ReleaseNotFound, "there is no release coder");
        Plan plan = plan("""
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
                  act: FAILS echo <helm.release("coder").status> | there is no release coder""", Outline.of(plan));
        assertEquals(
                List.of("", "1"), plan.troubles().stream().map(Trouble::number).toList());
    }

    @Test
    void a_dead_server_is_asked_once_and_named_once() throws InterruptedException {
        sketch.fails("helm.release?", FailureClass.Unreachable, "the API server does not answer");
        Plan plan = plan("""
                a = helm.release?("a")
                b = helm.release?("b")
                c = release_resources("a")
                d = service("s").exists?
                """);
        assertEquals("""
                bind: DECIDED_LATER not read: the cluster
                bind: DECIDED_LATER not read: the cluster
                bind: DECIDED_LATER not read: the cluster
                bind: DECIDED_LATER not read: the cluster""", Outline.of(plan));
        assertEquals(List.of("helm.release?(\"a\")"), sketch.asked);
        assertEquals(
                List.of("the API server does not answer"),
                plan.unread().stream().map(Unread::why).toList());
        assertEquals(List.of(), plan.troubles());
    }

    @Test
    void what_is_forbidden_hides_nothing_else() throws InterruptedException {
        sketch.fails("helm.release?", FailureClass.Forbidden, "secrets is forbidden")
                .answers("release_resources", Value.NIL);
        expect("""
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
        Plan plan = plan("""
                a = helm.chart("coder/coder")
                b = helm.release?("a")
                """);
        assertEquals("""
                bind: DECIDED_LATER not read: helm
                bind: DECIDED_LATER not read: helm""", Outline.of(plan));
        assertEquals(
                List.of("helm was not found on the PATH"),
                plan.unread().stream().map(Unread::why).toList());
    }

    @Test
    void nothing_is_asked_when_nothing_is_to_be_read() throws InterruptedException {
        sketch.unread(Unread.everything("--offline was given"));
        expect("""
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
    void a_known_list_is_taken_item_by_item() throws InterruptedException {
        expect("""
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
        expect("""
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
        expect("""
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
        expect("""
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
        expect("""
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
        Plan plan = plan("""
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
                  act: SKIPPED true""", Outline.of(plan));
        assertFalse(plan.changes());
    }

    @Test
    void an_action_that_can_be_done_in_private_is_and_hides_nothing() throws InterruptedException {
        sketch.previews("helm.repo_update", Outcome.done(""))
                .answers("helm.chart", Sketch.versioned("chart", "coder", "1.16.1"));
        expect("""
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
        expect("""
                step "One" do
                  run "true"
                end
                step "Refresh", if: http.ok?("x") do
                  helm.repo_update "coder"
                end
                target = helm.chart("coder/coder")
                """, """
                1 One: RUNS
                  act: RUNS true
                2 Refresh: DECIDED_LATER if http.ok?("x"): known after "One"
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
        Plan plan = plan("""
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
                bind: DECIDED_LATER not read: the chart repository""", Outline.of(plan));
        assertEquals(
                List.of("no answer from the repository"),
                plan.unread().stream().map(Unread::why).toList());
        assertEquals(List.of(), plan.troubles());
        assertEquals(List.of("helm.repo_update"), sketch.tried);
    }

    @Test
    void what_fails_in_private_for_another_reason_would_fail_in_the_run() throws InterruptedException {
        sketch.previews(
                "helm.repo_add",
                new Outcome.NotDone(Failure.of(FailureClass.CommandFailed, "repository name (coder) already exists")));
        Plan plan = plan("""
                step "Add" do
                  helm.repo_add "coder", "https://helm.coder.com"
                end
                """);
        assertEquals(List.of(new Trouble("1", "repository name (coder) already exists")), plan.troubles());
    }

    @Test
    void an_upgrade_says_where_it_comes_from_and_goes_to() throws InterruptedException {
        sketch.answers(
                "helm.history",
                new Value.Items(List.of(
                        Sketch.revision(1, "1.14.0", "superseded"),
                        Sketch.revision(2, "1.15.0", "deployed"),
                        Sketch.revision(3, "1.16.1", "failed"))));
        Plan plan = plan("""
                step "Upgrade" do
                  helm.upgrade "coder", "coder/coder", version: "1.16.1"
                end
                """);
        assertEquals(List.of(new Move("coder", java.util.Optional.of("1.15.0"), "1.16.1")), plan.moves());
    }

    @Test
    void something_to_do_is_something_to_run_or_to_do_by_hand() throws InterruptedException {
        assertTrue(plan("run \"true\"").changes());
        assertTrue(plan("manual \"Point DNS\"").changes());
        assertFalse(plan("note \"hello\"").changes());
        assertFalse(plan("step \"One\", if: false do\n  run \"true\"\nend").changes());
        assertFalse(plan("for x in \"\".lines do\n  run x\nend").changes());
    }

    @Test
    void no_two_tasks_of_a_step_have_a_key_and_no_two_steps_a_number() throws InterruptedException {
        Plan plan = plan("""
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
            keys.add(node.key());
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
