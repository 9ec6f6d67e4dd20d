package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.program.TaskKey;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationUpdateTest {
    private static final RehearsedRun FAILED =
            run(ExitCode.FAILED, Map.of("Look", Entry.StepEnd.DONE, "Run: it", Entry.StepEnd.FAILED));

    private static RehearsedRun run(ExitCode code, Map<String, Entry.StepEnd> steps) {
        List<Recorded> facts = new ArrayList<>();
        Facts writing = new Facts(entry -> facts.add(new Recorded(facts.size() + 1, Instant.EPOCH, entry)));
        new TreeMap<>(steps).forEach((title, end) -> {
            writing.step(title, "", title).started(TaskKey.BODY.task(facts.size() + 1), 1, false);
            writing.step(title, "", title).ended(end, Duration.ZERO);
        });
        return new RehearsedRun(code, facts, List.of());
    }

    static Stream<Arguments> files() {
        return Stream.of(
                // Only what differs is written; comments, quotes and flow stay.
                Arguments.of("""
                        # first
                        scenarios:
                          - name: one   # which
                            expect:
                              exit: 0 # not so
                              steps:
                                Look: done   # so
                                "Run: it": "done"
                                Never reached: done # gone
                              says: [what it says]
                          # last
                        """, """
                        # first
                        scenarios:
                          - name: one   # which
                            expect:
                              exit: 1 # not so
                              steps:
                                Look: done   # so
                                "Run: it": failed
                              says: [what it says]
                          # last
                        """),
                Arguments.of(
                        "scenarios: [{name: one, expect: {exit: 0, steps: {Never: done, Look: failed, No: done}}}]\n",
                        "scenarios: [{name: one, expect: {exit: 1, steps: {Look: done}}}]\n"),
                // Neighbours that are gone go together, at either end and all of them.
                Arguments.of(
                        "scenarios: [{name: one, expect: {exit: 0, steps: {Look: done, A: done, B: done}}}]\n",
                        "scenarios: [{name: one, expect: {exit: 1, steps: {Look: done}}}]\n"),
                Arguments.of(
                        "scenarios: [{name: one, expect: {exit: 1, steps: {A: done, B: done}, says: [x]}}]\n",
                        "scenarios: [{name: one, expect: {exit: 1, steps: {}, says: [x]}}]\n"),
                // An exit code that was left out, and one that was not.
                Arguments.of(
                        "scenarios:\n- name: one\n  expect:\n    steps: {Look: done}\n",
                        "scenarios:\n- name: one\n  expect:\n    exit: 1\n    steps: {Look: done}\n"),
                Arguments.of(
                        "scenarios:\n- {name: one, expect: {steps: {Look: failed}}}\n",
                        "scenarios:\n- {name: one, expect: {exit: 1, steps: {Look: done}}}\n"),
                // Nothing was expected yet.
                Arguments.of("""
                        scenarios:
                          - name: one
                            programs:
                              - {command: a} # with this

                          # the other
                          - name: two
                            about: Ünïcode 🦀 stays.
                        """, """
                        scenarios:
                          - name: one
                            programs:
                              - {command: a} # with this
                            expect:
                              exit: 1
                              steps:
                                Look: done
                                "Run: it": failed

                          # the other
                          - name: two
                            about: Ünïcode 🦀 stays.
                        """),
                Arguments.of("scenarios:\n- name: one\n  answers:\n    Ask: yes", """
                        scenarios:
                        - name: one
                          answers:
                            Ask: yes
                          expect:
                            exit: 1
                            steps:
                              Look: done
                              "Run: it": failed
                        """),
                Arguments.of(
                        "scenarios: [{name: one}]\n",
                        "scenarios: [{name: one, expect: {exit: 1, steps: {Look: done, \"Run: it\": failed}}}]\n"),
                // Behind an alias.
                Arguments.of("""
                        scenarios:
                          - name: two
                            about: 🦀
                            answers: &all {Ask: yes}
                          - name: one
                            answers: *all
                            expect: {exit: 5}
                        """, """
                        scenarios:
                          - name: two
                            about: 🦀
                            answers: &all {Ask: yes}
                          - name: one
                            answers: *all
                            expect: {exit: 1}
                        """),
                Arguments.of("""
                        scenarios:
                          - name: two
                            answers: &all {Ask: yes}
                          - name: one
                            answers: *all
                        """, """
                        scenarios:
                          - name: two
                            answers: &all {Ask: yes}
                          - name: one
                            answers: *all
                            expect:
                              exit: 1
                              steps:
                                Look: done
                                "Run: it": failed
                        """));
    }

    @ParameterizedTest
    @MethodSource("files")
    void only_the_places_that_differ_are_written(String before, String after) throws Exception {
        ExpectationUpdate.UpdatedFile updated = ExpectationUpdate.of(before, Map.of("one", FAILED));
        assertEquals(after, updated.text());
        assertEquals(List.of(), updated.notes());
        Scenarios.read("x", after);
        assertEquals(after, ExpectationUpdate.of(after, Map.of("one", FAILED)).text());
    }

    @Test
    void what_several_scenarios_share_is_left_to_a_person() {
        String text = """
                scenarios:
                  - {name: two, expect: &all {exit: 0}}
                  - {name: one, expect: *all}
                """;
        ExpectationUpdate.UpdatedFile updated = ExpectationUpdate.of(text, Map.of("one", FAILED));
        assertEquals(text, updated.text());
        assertEquals(
                List.of("scenario one shares its `expect` with another one by an alias: change it by hand"),
                updated.notes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scenarios: [{name: two, expect: {exit: &bad 0}}, {name: one, expect: {exit: *bad}}]\n",
                "scenarios: [{name: two, expect: {exit: 1, steps: &all {Look: failed}}}, {name: one, expect: {exit: 1, steps: *all}}]\n",
                "base: &base {expect: {exit: 0}}\nscenarios: [{<<: *base, name: one}]\n"
            })
    void what_others_expect_by_the_same_words_is_left_to_a_person(String text) {
        ExpectationUpdate.UpdatedFile updated = ExpectationUpdate.of(text, Map.of("one", FAILED));
        assertEquals(text, updated.text());
        assertEquals(1, updated.notes().size());
        assertTrue(updated.notes().getFirst().contains("change it by hand"), updated.notes()::getFirst);
    }
}
