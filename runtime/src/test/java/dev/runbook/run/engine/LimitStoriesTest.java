package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.run.journal.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limit of a step, that of a step around it and a person who stops, wherever the thread stands just then. */
class LimitStoriesTest {
    private static final Duration FOR_EVER = Duration.ofHours(10);

    /** How long helm goes on after it was asked to end. */
    private static final Duration HELM_CLEANS_UP = Duration.ofMinutes(2);

    private final EngineHarness theatre = new EngineHarness();

    /** Where the thread stands, as a line of a runbook and what makes it take so long. */
    enum At {
        REQUEST("resource.scale deployment(\"web\"), 1"),
        LOOKUP("assert deployment(\"web\").exists?"),
        CONDITION("note \"there\" if deployment(\"web\").exists?"),
        LOOKUP_OF_HELM("assert helm.release?(\"coder\")"),
        HELM("run \"helm\", \"uninstall\", \"coder\""),
        PROGRAM("run \"slow\""),
        WAIT("wait up_to: 5.hours until deployment(\"web\").gone?"),
        PAUSE("wait 5.hours"),
        QUESTION("confirm \"Go on?\""),
        GUARD("run \"quick\"");

        private final String line;

        At(String line) {
            this.line = line;
        }
    }

    private String story(At at, String outer, String inner) throws Exception {
        theatre.objects.has("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: web, namespace: coder, uid: u1 }
                """);
        theatre.programs.on("helm version*", output -> ScriptedPrograms.exited(0, "v3.22.0", ""));
        switch (at) {
            case REQUEST -> theatre.cluster.writing = FOR_EVER;
            case LOOKUP, CONDITION -> theatre.cluster.reading = FOR_EVER;
            case LOOKUP_OF_HELM -> theatre.programs.takes("helm *", FOR_EVER);
            case HELM ->
                theatre.programs.on("helm uninstall*", output -> {
                    try {
                        theatre.time.sleep(FOR_EVER);
                    } catch (InterruptedException asked) {
                        theatre.time.passUninterrupted(HELM_CLEANS_UP);
                        throw asked;
                    }
                    return ScriptedPrograms.exited(0, "", "");
                });
            case PROGRAM -> theatre.programs.takes("slow", FOR_EVER);
            case QUESTION -> theatre.thinking = FOR_EVER;
            case GUARD -> theatre.guarding = FOR_EVER;
            case WAIT, PAUSE -> {}
        }
        return theatre.run("""
                step "Outer", timeout: %s do
                  step "Inner", timeout: %s do
                    %s
                  rescue Timeout
                    note "inner rescue"
                  ensure
                    note "inner ensure"
                  end
                rescue Timeout
                  note "outer rescue"
                ensure
                  note "outer ensure"
                end
                note "behind"
                """.formatted(outer, inner, at.line));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        theatre.entries.forEach(entry -> {
            if (entry instanceof Entry.Noted noted) {
                notes.add(noted.text());
            }
        });
        return notes;
    }

    /** What the rescue clauses answered to. */
    private List<String> rescued() {
        List<String> rescued = new ArrayList<>();
        theatre.entries.forEach(entry -> {
            if (entry instanceof Entry.Rescuing rescuing) {
                rescued.add(rescuing.failure().summary());
            }
        });
        return rescued;
    }

    private Duration passed(At at) {
        return at == At.HELM ? theatre.time.elapsed().minus(HELM_CLEANS_UP) : theatre.time.elapsed();
    }

    @ParameterizedTest
    @EnumSource(At.class)
    void the_inner_limit_is_rescued_by_its_own_step(At at) throws Exception {
        String story = story(at, "1.hour", "1.minute");
        assertEquals(List.of("inner rescue", "inner ensure", "outer ensure", "behind"), notes(), story);
        assertTrue(story.contains("end 1.1 RECOVERED"), story);
        assertTrue(story.endsWith("the end RECOVERED\n"), story);
        assertEquals(Duration.ofMinutes(1), passed(at));
    }

    @ParameterizedTest
    @EnumSource(At.class)
    void the_outer_limit_is_rescued_by_the_outer_step(At at) throws Exception {
        String story = story(at, "1.minute", "1.hour");
        assertEquals(List.of("inner ensure", "outer rescue", "outer ensure", "behind"), notes(), story);
        assertEquals(List.of("the step \"Outer\" took longer than its timeout of 1m"), rescued());
        assertTrue(story.contains("end 1.1 FAILED"), story);
        assertTrue(story.endsWith("end 1 RECOVERED\nnote behind\nthe end RECOVERED\n"), story);
        assertEquals(Duration.ofMinutes(1), passed(at));
    }

    @ParameterizedTest
    @EnumSource(At.class)
    void where_both_are_over_the_outer_one_counts(At at) throws Exception {
        // While an inner helm is awaited, the outer limit comes later and counts all the same.
        String story = story(at, at == At.HELM ? "90.seconds" : "1.minute", "1.minute");
        assertEquals(List.of("inner ensure", "outer rescue", "outer ensure", "behind"), notes(), story);
        assertTrue(story.endsWith("the end RECOVERED\n"), story);
    }

    @ParameterizedTest
    @EnumSource(
            value = At.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REQUEST", "HELM", "PROGRAM"})
    void a_person_stops_it_at_once_and_nothing_is_rescued(At at) throws Exception {
        theatre.time.after(Duration.ofSeconds(20), () -> theatre.wishes.become(StopRequest.CLEANLY));
        String story = story(at, "1.hour", "1.hour");
        assertEquals(List.of("inner ensure", "outer ensure"), notes(), story);
        assertTrue(story.endsWith("end 1 FAILED\nthe end INTERRUPTED: stopped by a person\n"), story);
        assertEquals(Duration.ofSeconds(20), theatre.time.elapsed());
    }

    /** A change that has been sent is not left half way, and programs are told by the room that runs them. */
    @ParameterizedTest
    @EnumSource(
            value = At.class,
            names = {"REQUEST", "HELM", "PROGRAM"})
    void a_person_who_stops_while_a_limit_runs_out_has_nothing_rescued_either(At at) throws Exception {
        theatre.time.after(Duration.ofSeconds(20), () -> theatre.wishes.become(StopRequest.CLEANLY));
        String story = story(at, "1.hour", "1.minute");
        assertEquals(List.of("inner ensure", "outer ensure"), notes(), story);
        assertTrue(story.contains("the end INTERRUPTED"), story);
    }

    @ParameterizedTest
    @EnumSource(At.class)
    void a_limit_that_is_over_interrupts_no_ensure_clause_again(At at) throws Exception {
        story(at, "1.minute", "1.hour");
        assertFalse(Thread.interrupted());
        theatre.programs.takes("long", Duration.ofMinutes(5));
        theatre.cluster.reading = Duration.ZERO;
        theatre.cluster.writing = Duration.ZERO;
        theatre.guarding = Duration.ZERO;
        theatre.entries.clear();
        String story = theatre.run("""
                step "Outer", timeout: 1.minute do
                  step "Inner" do
                    wait 5.hours
                  ensure
                    run "long"
                    note "cleaned up"
                  end
                rescue Timeout
                  run "long"
                  note "rescued"
                end
                """);
        assertEquals(List.of("cleaned up", "rescued"), notes(), story);
    }

    @ParameterizedTest
    @EnumSource(
            value = At.class,
            names = {"LOOKUP", "CONDITION", "WAIT"})
    void while_the_api_is_away_the_limit_counts(At at) throws Exception {
        theatre.objects.silence = Optional.of(Failure.of(FailureClass.Unreachable, "connection refused"));
        String story = story(at, "1.hour", "30.seconds");
        assertEquals(List.of("inner rescue", "inner ensure", "outer ensure", "behind"), notes(), story);
        assertEquals(Duration.ofSeconds(30), theatre.time.elapsed());
    }
}
