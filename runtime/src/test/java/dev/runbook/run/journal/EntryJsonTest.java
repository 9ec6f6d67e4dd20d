package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ReleaseValues;
import dev.runbook.provider.StateBefore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EntryJsonTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.007Z");

    @Test
    void every_kind_of_entry_comes_back_as_it_was() {
        for (Class<? extends Entry> kind : RandomEntries.kinds()) {
            for (int seed = 0; seed < 200; seed++) {
                Recorded written = new Recorded(seed + 1, NOON, new RandomEntries(seed).make(kind));
                assertEquals(written, EntryJson.read(line(written)), () -> line(written));
            }
        }
    }

    @Test
    void every_entry_is_one_line() {
        for (Class<? extends Entry> kind : RandomEntries.kinds()) {
            for (int seed = 0; seed < 50; seed++) {
                String line = line(new Recorded(1, NOON, new RandomEntries(seed).make(kind)));
                assertEquals(line.length() - 1, line.indexOf('\n'), line);
            }
        }
    }

    @Test
    void first_line_says_the_version_of_the_form_and_the_others_do_not() {
        Entry entry = new Entry.Noted("", "", "hello");
        assertEquals(
                "{\"schema\":2,\"seq\":1,\"time\":\"2026-11-23T12:00:00.007Z\",\"kind\":\"noted\",\"step\":\"\",\"task\":\"\",\"text\":\"hello\"}\n",
                line(new Recorded(1, NOON, entry)));
        assertEquals(
                "{\"seq\":2,\"time\":\"2026-11-23T12:00:00.000Z\",\"kind\":\"noted\",\"step\":\"\",\"task\":\"\",\"text\":\"hello\"}\n",
                line(new Recorded(2, Instant.parse("2026-11-23T12:00:00Z"), entry)));
    }

    @Test
    void content_of_a_secret_is_never_written() {
        Value nested = new Value.Map(Map.of("db", new Value.Secret("database", "hunter2hunter2")));
        String line = line(new Recorded(1, NOON, new Entry.Bound("", "body.1", "x", nested)));
        assertFalse(line.contains("hunter2"), line);
        assertTrue(line.contains("{\"secret\":\"database\"}"), line);
    }

    @Test
    void a_value_that_is_not_known_in_a_run_is_our_mistake() {
        Entry entry = new Entry.Bound("", "body.1", "x", new Value.Unknown("target.version", "known later"));
        assertThrows(IllegalStateException.class, () -> EntryJson.write(new Recorded(1, NOON, entry)));
    }

    @Test
    void half_a_character_in_an_output_does_not_stop_the_journal() {
        assertTrue(line(new Recorded(1, NOON, new Entry.Noted("", "", "cut here: \ud83d")))
                .contains("cut here: \\ud83d"));
    }

    @Test
    void fields_that_a_later_version_added_are_passed_over() {
        Recorded read = EntryJson.read(
                "{\"seq\":2,\"time\":\"2026-11-23T12:00:00Z\",\"kind\":\"noted\",\"hash\":[1,{\"a\":1.5}],\"step\":\"\",\"task\":\"\",\"text\":\"x\"}");
        assertEquals(new Entry.Noted("", "", "x"), read.entry());
    }

    private static Entry intended(String action, String effect, String command, String words) {
        return read("task_intended", """
                "step":"A","task":"body.1","action":"%s","effect":"%s","command":[%s],"words":"%s\"""".formatted(action, effect, command, words));
    }

    private static Entry read(String kind, String fields) {
        return EntryJson.read("{\"seq\":2,\"time\":\"2026-11-23T12:00:00Z\",\"kind\":\"" + kind + "\"," + fields.strip()
                        + "}")
                .entry();
    }

    @Test
    void an_intent_says_whose_values_it_has_to_do_with() {
        Entry.TaskIntended intent = new Entry.TaskIntended(
                "Export",
                "body.1",
                new Activity.Performing(
                        "helm.get_values",
                        Effect.REPEATABLE,
                        new Intent.Command(List.of("helm")),
                        Optional.empty(),
                        Optional.of(new ReleaseValues(new ReleaseName("shop", "web"), List.of("/tmp/v.yml")))),
                StateBefore.NOTHING);
        String line = line(new Recorded(1, NOON, intent));
        assertTrue(
                line.contains("\"values\":{\"namespace\":\"shop\",\"release\":\"web\",\"files\":[\"/tmp/v.yml\"]}"),
                line);
        assertEquals(intent, EntryJson.read(line).entry());
    }

    @Test
    void the_words_of_an_intent_say_what_a_task_is_at() {
        assertEquals(task(new Activity.Pausing("2s")), intended("wait", "READS", "", "2s"));
        assertEquals(
                task(new Activity.WaitingUntil("10m", "pods(\"a until b\").ready?")),
                intended("wait", "READS", "", "up to 10m until pods(\\\"a until b\\\").ready?"));
        assertEquals(task(new Activity.Asserting("a == b")), intended("assert", "READS", "", "a == b"));
        assertEquals(task(new Activity.ExplicitFailure()), intended("fail", "READS", "", ""));
        assertEquals(
                task(new Activity.Performing("run", Effect.ONCE, new Intent.Command(List.of("ls")))),
                intended("run", "ONCE", "\"ls\"", ""));
        assertEquals(
                task(new Activity.Performing("file.delete", Effect.DESTRUCTIVE, new Intent.Description("delete a"))),
                intended("file.delete", "DESTRUCTIVE", "", "delete a"));
    }

    private static Entry task(Activity activity) {
        return new Entry.TaskIntended("A", "body.1", activity, StateBefore.NOTHING);
    }

    @Test
    void an_older_decision_says_its_branch_only_where_no_condition_held() {
        String place = "\"step\":\"\",\"task\":\"body.1\",\"where\":\"a.rb:1:1\",\"condition\":\"a\",\"choice\":";
        assertEquals(
                new Entry.Decided("", "body.1", "a.rb:1:1", "a", OptionalInt.empty(), OptionalInt.empty()),
                read("decided", place + "\"it holds\""));
        assertEquals(
                new Entry.Decided("", "body.1", "a.rb:1:1", "a", OptionalInt.of(0), OptionalInt.empty()),
                read("decided", place + "\"it does not hold\""));
        assertEquals(
                new Entry.Decided("", "body.1", "a.rb:1:1", "a", OptionalInt.of(2), OptionalInt.empty()),
                read("decided", place + "\"it holds\",\"arm\":2"));
    }

    @Test
    void a_word_that_this_version_does_not_know_is_named() {
        assertEquals(
                "\"SOMETIMES\" is not known as effect",
                assertThrows(EntryJson.UnreadableEntryException.class, () -> intended("run", "SOMETIMES", "\"ls\"", ""))
                        .getMessage());
        assertEquals(
                "\"LATER\" is not known as wish",
                assertThrows(EntryJson.UnreadableEntryException.class, () -> read("interrupted", "\"wish\":\"LATER\""))
                        .getMessage());
    }

    private static String line(Recorded recorded) {
        return new String(EntryJson.write(recorded), StandardCharsets.UTF_8);
    }
}
