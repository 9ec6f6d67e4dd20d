package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.People;
import dev.runbook.run.engine.EngineHarness.Killed;
import dev.runbook.run.journal.Entry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes back by no install is named and agreed to before it goes, whatever the runbook asks. */
class LossQuestionTest {
    private static final String DELETE = """
            step "Tidy up" do
              resource.delete resource("persistentvolumeclaim", "data")
            end
            """;
    private static final String CLAIM =
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: coder, uid: %s}}";
    private static final String QUESTION =
            "resource.delete takes away what no install brings back: persistentvolumeclaim/data. Lose it?";

    private final EngineHarness harness = new EngineHarness();

    @BeforeEach
    void claim() {
        harness.objects.has(CLAIM.formatted("c1"));
    }

    @Test
    void a_loss_is_asked_about_as_something_destructive_and_nobody_there_is_no_yes() throws InterruptedException {
        String story = harness.run(DELETE);
        assertTrue(story.contains("ask " + QUESTION), story);
        assertTrue(story.contains("failed Declined: nobody was there to agree to the loss"), story);
        People.Question question = harness.questions.getFirst();
        assertTrue(question.destructive());
        assertEquals("losses of Tidy up", question.title());
        assertEquals(List.of(), harness.objects.changes);
    }

    @Test
    void a_no_takes_nothing_away() throws InterruptedException {
        harness.answers.add(new People.Answer.No("ops"));
        String story = harness.run(DELETE);
        assertTrue(story.contains("failed Declined: ops did not agree to the loss"), story);
        assertEquals(List.of(), harness.objects.changes);
    }

    @Test
    void a_yes_is_journalled_with_what_it_was_for() throws InterruptedException {
        harness.answers.add(new People.Answer.Yes("ops"));
        harness.run(DELETE);
        Entry.Answered answer = harness.entries.stream()
                .filter(Entry.Answered.class::isInstance)
                .map(Entry.Answered.class::cast)
                .findFirst()
                .orElseThrow();
        assertEquals(
                "[persistentvolumeclaim/data c1]",
                answer.meant().orElseThrow().keySet().toString());
        assertEquals(1, harness.objects.changes.size(), harness.objects.changes::toString);
    }

    @Test
    void what_loses_nothing_is_not_asked_about() throws InterruptedException {
        harness.objects.has("{apiVersion: v1, kind: ConfigMap, metadata: {name: plain, namespace: coder, uid: m1}}");
        String story = harness.run(DELETE.replace("\"persistentvolumeclaim\", \"data\"", "\"configmap\", \"plain\""));
        assertEquals(List.of(), harness.questions);
        assertTrue(story.contains("the end DONE"), story);
    }

    @Test
    void a_run_that_is_carried_on_asks_again_only_about_another_loss() throws InterruptedException {
        harness.answers.add(new People.Answer.Yes("ops"));
        harness.diesAfter = 3;
        assertThrows(Killed.class, () -> harness.run(DELETE));
        assertTrue(harness.entries.getLast() instanceof Entry.Answered, harness.story());
        harness.resume(DELETE);
        assertEquals(1, harness.questions.size());
        assertEquals(1, harness.objects.changes.size(), harness.objects.changes::toString);
    }

    @Test
    void a_claim_that_was_made_anew_meanwhile_is_another_loss() throws InterruptedException {
        harness.answers.add(new People.Answer.Yes("ops"));
        harness.diesAfter = 3;
        assertThrows(Killed.class, () -> harness.run(DELETE));
        harness.objects.has(CLAIM.formatted("c2"));
        String story = harness.resume(DELETE);
        assertTrue(story.contains("ask " + QUESTION), story);
        assertEquals(List.of(), harness.objects.changes);
    }

    @Test
    void a_second_try_in_the_same_process_does_not_ask_again() throws InterruptedException {
        harness.answers.add(new People.Answer.Yes("ops"));
        harness.run("""
                step "Tidy up" do
                  resource.delete resource("persistentvolumeclaim", "data")
                  run "false"
                rescue CommandFailed
                  try_again attempts: 2
                end
                """);
        assertEquals(1, harness.questions.size());
    }

    @Test
    void a_question_of_the_runbook_names_what_the_action_behind_it_disturbs() throws InterruptedException {
        harness.objects.has(
                "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: coder, uid: s1}, status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}}");
        String story = harness.run("""
                step "Tidy up" do
                  confirm "Delete it?"
                  resource.delete service("web")
                end
                """);
        assertTrue(story.contains("ask Delete it? This costs: service/web gives up its address 203.0.113.7."), story);
    }

    @Test
    void a_loop_goes_through_objects_one_by_one() throws InterruptedException {
        for (String name : List.of("a", "b")) {
            harness.objects.has(
                    "{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: coder, uid: %<s1, labels: {app: x}}}"
                            .formatted(name));
        }
        String story = harness.run("""
                for one in service(labels: "app=x") do
                  note "this is #{one.name}"
                end
                """);
        assertTrue(story.contains("note this is a\nnote this is b\n"), story);
    }
}
