package dev.runbook.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.golden.Golden;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Processes;
import dev.runbook.provider.FailureText;
import dev.runbook.provider.postgres.PostgresProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {
    private static final FailureRecognition RECOGNITION = new FailureRecognition(ShippedProviders.ALL.knownFailures());

    private static final Path CASES = Path.of("src/test/resources/failure/recognition");
    private static final List<String> COMMAND = List.of("helm", "upgrade", "coder", "--namespace=coder");

    static List<FailureText> texts() {
        return ShippedProviders.ALL.knownFailures().stream()
                .flatMap(known -> known.texts().stream())
                .toList();
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void every_sample_is_recognised(FailureText text) {
        Failure failure = recognise(text.sample(), 1);
        assertTrue(failure.classes().contains(text.failureClass()), () -> failure.classes() + " of " + text.sample());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void every_pattern_matches_its_own_sample(FailureText text) {
        assertTrue(text.pattern().matcher("Error: " + text.sample()).find(), text::sample);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_real_tools_print_is_understood(Path folder) throws IOException {
        int exitCode = folder.endsWith("killed") ? 137 : 1;
        String actual = describe(recognise(Files.readString(folder.resolve("stderr.txt")), exitCode));
        new Golden(folder).check("expected.txt", actual);
    }

    @Test
    void an_end_other_than_an_exit_has_its_own_class() {
        assertEquals(FailureClass.Timeout, ended(Processes.End.TIMED_OUT).kind());
        assertEquals(FailureClass.Cancelled, ended(Processes.End.STOPPED).kind());
        assertEquals(
                FailureClass.CommandFailed, ended(Processes.End.NOT_STARTED).kind());
    }

    @Test
    void other_programs_that_install_get_no_advice_about_helm_and_neither_does_a_helm_that_goes_on() {
        Processes.Result late = new Processes.Result(Processes.End.TIMED_OUT, -1, "", "", Duration.ofMinutes(1));
        List<String> npm =
                RECOGNITION.recognise(List.of("npm", "install"), late).advice();
        assertTrue(npm.stream().noneMatch(advice -> advice.contains("elm")), npm::toString);
        List<String> helm = RECOGNITION
                .recognise(List.of("/opt/helm-v4", "install", "a", "b"), late)
                .advice();
        assertTrue(helm.stream().anyMatch(advice -> advice.contains("helm history")), helm::toString);
        Processes.Result left = new Processes.Result(Processes.End.LEFT, -1, "", "process 7", Duration.ofMinutes(1));
        Failure alone = RECOGNITION.recognise(List.of("helm", "rollback", "a", "1"), left);
        assertEquals(FailureClass.InDoubt, alone.kind());
        assertTrue(alone.advice().stream().noneMatch(advice -> advice.contains("helm history")), alone::toString);
    }

    @Test
    void what_a_program_said_before_it_was_killed_is_not_why_it_ended() {
        assertEquals(
                "helm upgrade was ended from outside by signal 9; it last said: Release \"coder\" does not exist",
                recognise("Release \"coder\" does not exist", 137).summary());
    }

    @Test
    void a_very_long_error_keeps_its_beginning_and_its_end() {
        Failure failure = recognise("Error: begins" + " middle".repeat(100_000) + " ends", 1);
        assertTrue(failure.summary().startsWith("begins middle"));
        assertTrue(failure.summary().endsWith("middle ends"));
        assertTrue(failure.summary().length() < 700);
    }

    @Test
    void an_unknown_error_is_only_a_failed_command() {
        Failure failure = recognise("Error: the moon is in the wrong place", 1);
        assertEquals(Set.of(FailureClass.CommandFailed), failure.classes());
        assertEquals("the moon is in the wrong place", failure.summary());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error: spec.storage of Widget may not be changed later | ImmutableField | /spec\\.storage of Widget may not be changed later/",
                "Error: ServiceAccount coder already exists | ForeignOwner | /ServiceAccount coder already exists/",
                "Error: quota (limit 5/7) denied the request | Forbidden | /\\(limit 5\\/7\\) denied the request/",
            })
    void a_text_that_sounds_like_a_class_is_shown_with_the_clause_that_would_catch_it(
            String text, String failureClass, String clause) {
        Failure failure = recognise(text, 1);
        assertEquals(FailureClass.CommandFailed, failure.kind());
        String hint = failure.advice().getLast();
        assertTrue(hint.startsWith("It sounds like " + failureClass + ", "), hint);
        assertTrue(hint.endsWith("rescue " + clause + " => failure"), hint);
        String pattern = clause.substring(1, clause.length() - 1);
        assertTrue(Pattern.compile(pattern).matcher(text).find(), hint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error: Widget \"a\" is invalid: spec.size: Forbidden: no change while it runs",
                "Error: pods \"a\" is forbidden: exceeded quota: small, requested: pods=1",
                "Error: pods \"a\" is forbidden: violates PodSecurity \"restricted:latest\": privileged",
                "Error: admission webhook \"rules.example.com\" denied the request: no latest tags",
                "Error: create: failed to create: secrets \"sh.helm.release.v1.coder.v2\" already exists",
                "Error: cannot read \"forbidden-things\"",
            })
    void a_text_that_something_speaks_against_sounds_like_no_class(String text) {
        Failure failure = recognise(text, 1);
        assertEquals(Set.of(FailureClass.CommandFailed), failure.classes());
        assertTrue(
                failure.advice().stream().noneMatch(advice -> advice.startsWith("It sounds like")), failure::toString);
    }

    @Test
    void what_a_policy_refuses_is_said_with_its_name() {
        assertEquals(
                List.of(
                        "A policy of the cluster refuses it (rules.example.com): change the values so that it fits, or ask"
                                + " whoever keeps the policy, then resume."),
                recognise("Error: admission webhook \"rules.example.com\" denied the request: no latest tags", 1)
                        .advice());
    }

    /** What was measured was kept: a wording that no captured output has is not one that a tool has printed here. */
    @ParameterizedTest
    @MethodSource("measured")
    void every_measured_wording_stands_in_output_of_the_real_tools(FailureText text) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path folder : cases()) {
            ErrorOutput output = ErrorOutput.of(Files.readString(folder.resolve("stderr.txt")));
            if (text.pattern().matcher(output.error()).find()
                    || text.pattern().matcher(output.joined()).find()) {
                found.add(folder.getFileName().toString());
            }
        }
        assertFalse(found.isEmpty(), text::toString);
    }

    static List<FailureText> measured() {
        return texts().stream()
                .filter(text -> text.source() == FailureText.Provenance.MEASURED)
                // What databases print is kept where their tests are.
                .filter(text -> !new PostgresProvider()
                        .knownFailures()
                        .orElseThrow()
                        .texts()
                        .contains(text))
                .toList();
    }

    private static Failure ended(Processes.End end) {
        return RECOGNITION.recognise(
                COMMAND, new Processes.Result(end, -1, "", "not found on the PATH", Duration.ofSeconds(10)));
    }

    private static Failure recognise(String stderr, int exitCode) {
        return RECOGNITION.recognise(
                COMMAND, new Processes.Result(Processes.End.EXITED, exitCode, "", stderr, Duration.ofSeconds(1)));
    }

    private static String describe(Failure failure) {
        StringBuilder text = new StringBuilder();
        text.append("kind: ").append(failure.kind()).append('\n');
        text.append("classes: ").append(new TreeSet<>(failure.classes())).append('\n');
        text.append("resource: ")
                .append(failure.resource().map(RecognitionTest::show).orElse("none"))
                .append('\n');
        text.append("summary: ").append(failure.summary()).append('\n');
        failure.advice().forEach(a -> text.append("advice: ").append(a).append('\n'));
        return text.toString();
    }

    private static String show(ResourceId id) {
        return "%s %s in %s (%s)".formatted(id.kind(), id.name(), id.namespace(), id.apiVersion());
    }
}
