package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.People;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A no to one way may lead to another, where the runbook says so by name. */
class DeclinedWaysTest {
    private static final People.Answer YES = new People.Answer.Yes("ops");
    private static final People.Answer NO = new People.Answer.No("ops");
    private static final String WAYS = """
            step "Least" do
              confirm "Replace it?"
              run "replace"
            rescue Declined => no
              note "not so: #{no.summary}"
            end
            step "Most", if: !file.exists?("replaced") do
              confirm "Reinstall all?"
              run "reinstall"
            end
            """;

    private final EngineHarness harness = new EngineHarness();

    @Test
    void after_a_no_the_next_way_is_offered() throws InterruptedException {
        harness.answers.addAll(List.of(NO, YES));
        String story = harness.run(WAYS);
        assertTrue(story.contains("note not so: ops answered no"), story);
        assertTrue(story.contains("the end RECOVERED"), story);
        assertEquals(List.of("reinstall"), ran());
    }

    @Test
    void a_no_to_the_last_way_ends_the_run_as_declined() throws InterruptedException {
        harness.answers.addAll(List.of(NO, NO));
        String story = harness.run(WAYS);
        assertTrue(story.contains("the end DECLINED"), story);
        assertEquals(List.of(), ran());
    }

    @Test
    void where_nobody_answers_no_other_way_is_offered() throws InterruptedException {
        String story = harness.run(WAYS);
        assertTrue(story.contains("the end DECLINED"), story);
        assertEquals(1, harness.questions.size(), story);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rescue => no", "rescue /./ => no", "rescue AssertionFailed => no"})
    void only_a_clause_that_names_a_no_answers_to_one(String clause) throws InterruptedException {
        harness.answers.addAll(List.of(NO, YES));
        String story = harness.run(WAYS.replace("rescue Declined => no", clause));
        assertTrue(story.contains("the end DECLINED"), story);
        assertEquals(List.of(), ran());
    }

    @Test
    void whoever_has_declined_each_way_is_asked_again_from_the_first() throws InterruptedException {
        harness.answers.addAll(List.of(NO, NO));
        harness.run(WAYS);
        harness.answers.addAll(List.of(NO, YES));
        String story = harness.resume(WAYS);
        assertEquals(
                List.of("Replace it?", "Reinstall all?", "Replace it?", "Reinstall all?"),
                harness.questions.stream().map(People.Question::text).toList());
        assertTrue(story.contains("the end RECOVERED"), story);
        assertEquals(List.of("reinstall"), ran());
    }

    @Test
    void a_no_stands_where_nobody_answered_to_the_other_way() throws InterruptedException {
        harness.answers.add(NO);
        harness.run(WAYS);
        harness.answers.add(YES);
        harness.resume(WAYS);
        assertEquals(
                List.of("Replace it?", "Reinstall all?", "Reinstall all?"),
                harness.questions.stream().map(People.Question::text).toList());
        assertEquals(List.of("reinstall"), ran());
    }

    @Test
    void once_the_other_way_was_begun_the_first_is_not_offered_again() throws InterruptedException {
        harness.programs.fails("reinstall", "away");
        harness.answers.addAll(List.of(NO, YES));
        harness.run(WAYS);
        harness.resume(WAYS);
        assertEquals(
                List.of("Replace it?", "Reinstall all?"),
                harness.questions.stream().limit(2).map(People.Question::text).toList());
        assertEquals(
                1,
                harness.questions.stream()
                        .filter(question -> question.text().equals("Replace it?"))
                        .count());
    }

    @Test
    void a_failure_that_comes_back_just_as_it_was_says_so() throws InterruptedException {
        harness.programs.fails("upgrade", "field is immutable");
        String story = harness.run("""
                step "Upgrade" do
                  run "upgrade"
                rescue ImmutableField => failure
                  fail "it was of no use" if failure.repeated?
                  try_again attempts: 9
                end
                """);
        assertTrue(story.contains("it was of no use"), story);
        assertEquals(List.of("upgrade", "upgrade"), ran());
    }

    private List<String> ran() {
        return harness.programs.ran;
    }
}
