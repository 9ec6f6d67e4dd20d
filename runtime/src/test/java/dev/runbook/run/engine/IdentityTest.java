package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.provider.ScriptedDns;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.engine.EngineHarness.Killed;
import dev.runbook.run.journal.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is carried on acts on the very things that it was meant for, and not on others of their names. */
class IdentityTest {
    private static final String DOWN = """
            step "Down" do
              helm.uninstall "web"
            end
            step "After" do
              note "down"
            end
            """;

    private final EngineHarness theatre = new EngineHarness();

    /** What helm says of the release now; empty when there is none. */
    private String history = "";

    @BeforeEach
    void helm_says_what_is_there() {
        theatre.programs.prints("helm version --template={{.Version}}", "v3.22.0");
        theatre.programs.on(
                "helm history web --output=json --namespace=coder",
                output -> history.isEmpty()
                        ? ScriptedPrograms.exited(1, "", "Error: release: not found")
                        : ScriptedPrograms.exited(0, history, ""));
    }

    /** The release is there, as helm and the cluster show it. */
    private void release(int revision, String firstDeployed, String uid) throws IOException {
        history =
                "[{\"revision\":%d,\"status\":\"deployed\",\"chart\":\"web-1.0.0\",\"description\":\"Install complete\"}]"
                        .formatted(revision);
        theatre.objects.has("""
                apiVersion: v1
                kind: Secret
                metadata: {name: sh.helm.release.v1.web.v%d, namespace: coder, uid: %s}
                data: {release: %s}
                """.formatted(revision, uid, record(firstDeployed)));
    }

    private void noRelease() {
        history = "";
    }

    private static String record(String firstDeployed) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"name\":\"web\",\"info\":{\"first_deployed\":\"%s\",\"status\":\"deployed\"},\"chart\":{}}"
                    .formatted(firstDeployed)
                    .getBytes(StandardCharsets.UTF_8));
        }
        String once = Base64.getEncoder().encodeToString(packed.toByteArray());
        return Base64.getEncoder().encodeToString(once.getBytes(StandardCharsets.UTF_8));
    }

    private void diesAfterTheIntent(String text, int facts) {
        theatre.diesAfter = facts;
        assertThrows(Killed.class, () -> theatre.run(text));
    }

    /** The journal as an older version has written it. */
    private void older() {
        theatre.entries.replaceAll(entry -> switch (entry) {
            case Entry.TaskIntended e ->
                new Entry.TaskIntended(
                        e.step(),
                        e.task(),
                        e.activity(),
                        new StateBefore(e.before().mark(), Map.of()));
            case Entry.Answered e ->
                new Entry.Answered(e.step(), e.task(), e.yes(), e.by(), Optional.empty(), OptionalInt.empty());
            default -> entry;
        });
    }

    @Test
    void a_release_that_was_installed_anew_is_not_uninstalled() throws Exception {
        release(1, "2026-01-01T10:00:00Z", "a");
        diesAfterTheIntent(DOWN, 2);
        release(1, "2026-01-01T11:00:00Z", "b");
        String story = theatre.resume(DOWN);
        assertTrue(story.contains("settled DONE: it was meant for the release that was first deployed at"), story);
        assertTrue(story.contains("2026-01-01T11:00:00Z (record sh.helm.release.v1.web.v1, UID b)"), story);
        assertEquals(List.of(), uninstalls());
    }

    @Test
    void a_release_that_never_was_is_not_taken_for_one_that_was_uninstalled() throws Exception {
        noRelease();
        theatre.programs.on(
                "helm uninstall*",
                _ -> ScriptedPrograms.exited(1, "", "Error: uninstall: Release not loaded: web: release: not found"));
        theatre.run(DOWN);
        String story = theatre.resume(DOWN);
        assertTrue(story.contains("settled AGAIN: there is no release web, and there was none before"), story);
        assertFalse(story.contains("down"), story);
        assertEquals(2, uninstalls().size());
    }

    @Test
    void a_yes_to_waiting_longer_does_not_open_a_step_that_is_done() throws Exception {
        String text = """
                step "Down" do
                  helm.uninstall "web"
                ensure
                  note "cleaned up"
                end
                step "After" do
                  run "after"
                end
                step "Again" do
                  helm.uninstall "web"
                end
                """;
        release(1, "2026-01-01T10:00:00Z", "a");
        Processes.Awaited late = new Processes.Awaited(77, Duration.ofMinutes(6), Duration.ofMinutes(6), false);
        theatre.programs.on("helm uninstall*", output -> {
            assertEquals(Optional.of(Duration.ofMinutes(6)), output.longer(late));
            return ScriptedPrograms.exited(0, "", "");
        });
        theatre.programs.fails("after", "not yet");
        theatre.answers.add(new People.Answer.Yes("ops"));
        String story = theatre.run(text);
        assertTrue(story.contains("answer yes\nnote cleaned up\nend 1 DONE"), story);
        String resumed = theatre.resume(text);
        assertFalse(resumed.contains("cleaned up"), resumed);
        assertEquals(1, uninstalls().size());
    }

    @Test
    void the_very_release_is_uninstalled_also_when_it_was_upgraded_since() throws Exception {
        release(1, "2026-01-01T10:00:00Z", "a");
        diesAfterTheIntent(DOWN, 2);
        release(2, "2026-01-01T10:00:00Z", "b");
        theatre.resume(DOWN);
        assertEquals(List.of("helm uninstall web --namespace=coder"), uninstalls());
    }

    @Test
    void a_record_that_was_put_back_from_elsewhere_is_asked_about_with_both() throws Exception {
        release(1, "2026-01-01T10:00:00Z", "a");
        diesAfterTheIntent(DOWN, 2);
        release(1, "2026-01-01T10:00:00Z", "b");
        String story = theatre.resume(DOWN);
        assertTrue(story.contains("the end DECLINED"), story);
        assertTrue(theatre.questions.getLast().text().contains("UID a)"));
        assertTrue(theatre.questions.getLast().text().contains("UID b)"));
        assertEquals(List.of(), uninstalls());
    }

    @Test
    void an_intent_of_an_older_journal_is_asked_about_while_there_is_a_release() throws Exception {
        release(1, "2026-01-01T10:00:00Z", "a");
        diesAfterTheIntent(DOWN, 2);
        older();
        String story = theatre.resume(DOWN);
        assertTrue(story.contains("the end DECLINED"), story);
        assertTrue(theatre.questions.getLast().text().contains("one that the journal does not tell from others"));
        noRelease();
        assertTrue(theatre.resume(DOWN).contains("settled DONE: release web is gone"));
        assertEquals(List.of(), uninstalls());
    }

    @Test
    void an_upgrade_of_a_release_that_is_another_one_by_now_is_asked_about_with_both() throws Exception {
        String text = """
                step "Up" do
                  helm.upgrade "web", "./web", install: true
                end
                """;
        release(1, "2026-01-01T10:00:00Z", "a");
        diesAfterTheIntent(text, 2);
        release(1, "2026-01-01T11:00:00Z", "b");
        String story = theatre.resume(text);
        assertTrue(story.contains("the end DECLINED"), story);
        noRelease();
        story = theatre.resume(text);
        assertTrue(story.contains("the end DECLINED"), story);
        assertTrue(theatre.questions.getLast().text().contains("there is no release web any more"), story);
    }

    private static final String AGREED = """
            step "Down" do
              confirm "Take it down?"
              helm.uninstall "web"
            end
            """;

    @Test
    void a_yes_counts_only_for_the_release_that_it_was_given_for() throws Exception {
        release(1, "2026-01-01T10:00:00Z", "a");
        theatre.answers.add(new People.Answer.Yes("ops"));
        diesAfterTheIntent(AGREED, 3);
        release(1, "2026-01-01T11:00:00Z", "b");
        String story = theatre.resume(AGREED);
        assertTrue(
                story.contains(
                        "ask The confirmation by ops was for release web in namespace coder: the release that was first"
                                + " deployed at 2026-01-01T10:00:00Z"),
                story);
        assertTrue(story.contains("the end DECLINED"), story);
        assertEquals(List.of(), uninstalls());
        theatre.answers.add(new People.Answer.Yes("ops"));
        theatre.diesNext = theatre.entries.size() + 4;
        assertThrows(Killed.class, () -> theatre.resume(AGREED));
        // The second yes is for what is there now, and is not asked for again.
        story = theatre.resume(AGREED);
        assertTrue(story.contains("the end DONE"), story);
        assertEquals(List.of("helm uninstall web --namespace=coder"), uninstalls());
    }

    @Test
    void a_yes_counts_while_the_release_is_the_same_one() throws Exception {
        release(1, "2026-01-01T10:00:00Z", "a");
        theatre.answers.add(new People.Answer.Yes("ops"));
        diesAfterTheIntent(AGREED, 3);
        theatre.resume(AGREED);
        assertEquals(List.of("helm uninstall web --namespace=coder"), uninstalls());
    }

    @Test
    void a_yes_of_an_older_journal_is_asked_for_again() throws Exception {
        release(1, "2026-01-01T10:00:00Z", "a");
        theatre.answers.add(new People.Answer.Yes("ops"));
        diesAfterTheIntent(AGREED, 3);
        older();
        String story = theatre.resume(AGREED);
        assertTrue(
                story.contains("ask The journal does not say what the confirmation by ops was for. Take it down?"),
                story);
        assertTrue(story.contains("the end DECLINED"), story);
    }

    @Test
    void a_yes_that_was_given_while_nothing_could_be_read_is_asked_for_again() throws Exception {
        release(1, "2026-01-01T10:00:00Z", "a");
        theatre.objects.silence = Optional.of(Failure.of(FailureClass.Unreachable, "the API is away"));
        theatre.answers.add(new People.Answer.Yes("ops"));
        diesAfterTheIntent(AGREED, 3);
        theatre.objects.silence = Optional.empty();
        release(1, "2026-01-01T11:00:00Z", "b");
        String story = theatre.resume(AGREED);
        assertTrue(
                story.contains(
                        "ask The journal does not say that the confirmation by ops was for release web in namespace coder:"
                                + " the release that was first deployed at 2026-01-01T11:00:00Z"),
                story);
        assertTrue(story.contains("the end DECLINED"), story);
        assertEquals(List.of(), uninstalls());
        theatre.answers.add(new People.Answer.Yes("ops"));
        assertTrue(theatre.resume(AGREED).contains("the end DONE"));
        assertEquals(List.of("helm uninstall web --namespace=coder"), uninstalls());
    }

    @Test
    void a_yes_for_what_cannot_be_read_any_more_is_asked_for_again_with_what_it_was_for() throws Exception {
        release(1, "2026-01-01T10:00:00Z", "a");
        theatre.answers.add(new People.Answer.Yes("ops"));
        diesAfterTheIntent(AGREED, 3);
        theatre.objects.silence = Optional.of(Failure.of(FailureClass.Forbidden, "may not read secrets"));
        String story = theatre.resume(AGREED);
        assertTrue(
                story.contains(
                        "ask The confirmation by ops was for release web in namespace coder: the release that was first"
                                + " deployed at 2026-01-01T10:00:00Z"),
                story);
        assertTrue(story.contains("What is there now cannot be read. Take it down?"), story);
        assertTrue(story.contains("the end DECLINED"), story);
        assertEquals(List.of(), uninstalls());
        // Back again, it is the very one that the first yes was for.
        theatre.objects.silence = Optional.empty();
        assertTrue(theatre.resume(AGREED).contains("the end DONE"));
        assertEquals(List.of("helm uninstall web --namespace=coder"), uninstalls());
    }

    @Test
    void a_yes_that_was_given_while_nothing_was_there_is_not_for_what_was_made_since() throws Exception {
        noRelease();
        theatre.answers.add(new People.Answer.Yes("ops"));
        diesAfterTheIntent(AGREED, 3);
        release(1, "2026-01-01T11:00:00Z", "b");
        assertTrue(theatre.resume(AGREED).contains("the end DECLINED"));
        assertEquals(List.of(), uninstalls());
    }

    @Test
    void a_step_that_only_asks_is_asked_again_when_what_follows_would_act_on_another() throws Exception {
        String text = """
                step "Agree", destructive: true do
                  confirm "Lose the data?"
                end
                step "Down" do
                  helm.uninstall "web"
                end
                """;
        release(1, "2026-01-01T10:00:00Z", "a");
        theatre.answers.add(new People.Answer.Yes("ops"));
        diesAfterTheIntent(text, 4);
        release(1, "2026-01-01T11:00:00Z", "b");
        String story = theatre.resume(text);
        assertTrue(story.contains("back in 1 Agree"), story);
        assertTrue(story.contains("Lose the data?"), story);
        assertTrue(story.contains("the end DECLINED"), story);
        theatre.answers.add(new People.Answer.Yes("ops"));
        theatre.resume(text);
        assertEquals(List.of("helm uninstall web --namespace=coder"), uninstalls());
    }

    private static final String DELETE = """
            step "Delete" do
              resource.delete configmap("one")
            end
            """;

    private void configMap(String uid) {
        theatre.objects.has("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: one, namespace: coder, uid: %s}
                """.formatted(uid));
    }

    @Test
    void an_object_that_was_made_anew_is_not_deleted() throws Exception {
        configMap("a");
        diesAfterTheIntent(DELETE, 2);
        configMap("b");
        String story = theatre.resume(DELETE);
        assertTrue(story.contains("configmap/one in namespace coder was the one of UID a"), story);
        assertTrue(story.contains("the end DONE"), story);
        assertEquals(List.of(), theatre.objects.changes);
    }

    @Test
    void an_object_that_was_made_anew_is_labelled_only_after_a_question() throws Exception {
        String text = """
                step "Label" do
                  resource.label configmap("one"), { a: "b" }
                end
                """;
        configMap("a");
        diesAfterTheIntent(text, 2);
        configMap("b");
        assertTrue(theatre.resume(text).contains("the end DECLINED"));
        assertEquals(List.of(), theatre.objects.changes);
        configMap("a");
        assertTrue(theatre.resume(text).contains("the end DONE"));
        assertEquals(1, theatre.objects.changes.size());
    }

    @Test
    void a_file_that_is_another_one_by_now_is_neither_deleted_nor_overwritten_without_a_question() throws Exception {
        String text = """
                step "Delete" do
                  file.delete "old.yml"
                end
                """;
        theatre.files.put("old.yml", "old");
        diesAfterTheIntent(text, 2);
        theatre.files.put("old.yml", "precious");
        assertTrue(theatre.resume(text).contains("the end DECLINED"));
        assertEquals("precious", theatre.files.get("old.yml"));
        theatre.files.put("old.yml", "old");
        assertTrue(theatre.resume(text).contains("the end DONE"));
        assertEquals(Map.of(), theatre.files);
    }

    @Test
    void a_file_that_was_edited_since_it_was_written_is_not_overwritten_without_a_question() throws Exception {
        String text = """
                step "Write" do
                  file.write "values.yml", "a: 1"
                end
                """;
        diesAfterTheIntent(text, 2);
        theatre.files.put("values.yml", "a: 2");
        assertTrue(theatre.resume(text).contains("the end DECLINED"));
        assertEquals("a: 2", theatre.files.get("values.yml"));
        theatre.answers.add(new People.Answer.Yes("ops"));
        assertTrue(theatre.resume(text).contains("the end DONE"));
        assertEquals("a: 2", theatre.files.get("values.yml"));
    }

    @Test
    void a_zone_that_has_moved_on_since_is_not_changed_without_a_question() throws Exception {
        String text = """
                step "Point" do
                  dns.update "www.example.com", "192.0.2.2"
                end
                """;
        theatre.dns.zone.put("www.example.com", List.of(ScriptedDns.record("A", "192.0.2.1")));
        diesAfterTheIntent(text, 2);
        theatre.dns.serial = 7;
        String story = theatre.resume(text);
        assertTrue(story.contains("the end DECLINED"), story);
        assertTrue(theatre.questions.getLast().text().contains("serial of example.com 1"), story);
        assertTrue(theatre.questions.getLast().text().contains("serial of example.com 7"), story);
        assertEquals(List.of(), theatre.dns.sent);
        theatre.dns.serial = 1;
        assertTrue(theatre.resume(text).contains("the end DONE"));
        assertEquals(1, theatre.dns.sent.size());
    }

    private List<String> uninstalls() {
        return theatre.programs.ran.stream()
                .filter(command -> command.startsWith("helm uninstall"))
                .toList();
    }
}
