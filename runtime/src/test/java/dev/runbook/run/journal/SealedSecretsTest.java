package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What masking takes from a text comes back with the same secret, and with no other. */
class SealedSecretsTest {
    private static final String URL = "postgres://coder:hunter%20two@db.example/coder";

    private static Masking knowing(String content) {
        Masking masking = Masking.none();
        masking.hideGiven("url", content);
        return masking;
    }

    private static Entry note(String text) {
        return new Entry.Noted("step", "body.1", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL,
                "psql " + URL + " and again " + URL,
                "hunter%20two",
                "x-hunter two-y",
                "plain",
                "",
                "\uE5EC",
                "\uE5ECurl:0:ab:cd\uE5EC hunter two \uE5EC\uE5EC",
                "[secret url]",
                "hunter twohunter two"
            })
    void the_same_secret_gives_the_same_text(String text) {
        String sealed = knowing(URL).sealed(text);
        assertFalse(sealed.contains("hunter"), sealed);
        Masking later = knowing(URL);
        assertEquals(note(text), later.exact(note(sealed)));
        assertEquals(Set.of(), later.otherSecrets());
    }

    @Test
    void another_secret_is_noticed_and_put_nowhere() {
        String sealed = knowing(URL).sealed("to hunter two");
        Masking other = knowing(URL.replace("two", "too"));
        assertEquals(note("to [secret url]"), other.exact(note(sealed)));
        assertEquals(Set.of("url"), other.otherSecrets());
        assertEquals(note("to [secret url]"), Masking.none().exact(note(sealed)));
    }

    @Test
    void what_is_read_during_a_run_is_kept_masked() {
        Masking masking = knowing("correct horse");
        masking.hide("Secret db", "battery staple");
        assertEquals("a [secret Secret db]", masking.sealed("a battery staple"));
    }

    @Test
    void only_facts_that_lose_something_are_kept() {
        Masking masking = knowing("correct horse");
        List<Entry> kept = new ArrayList<>();
        List<Entry> journal = new ArrayList<>();
        Journal masked = masking.before(journal::add, (shown, exact) -> {
            assertEquals(1, journal.size());
            kept.add(exact);
        });
        masked.append(note("nothing"));
        masked.append(new Entry.Bound("a correct horse", "body.1", "x", Value.of("correct horse!")));
        assertEquals(new Entry.Bound("a [secret url]", "body.1", "x", Value.of("[secret url]!")), journal.getLast());
        assertEquals(
                List.of(new Entry.Bound("a correct horse", "body.1", "x", Value.of("correct horse!"))),
                kept.stream().map(masking::exact).toList());
    }

    @Test
    void a_value_that_holds_a_secret_is_told_from_one_that_is_a_secret() {
        Masking masking = knowing("correct horse");
        assertTrue(masking.hides(Value.of("a correct horse")));
        assertTrue(masking.hides(new Value.Map(Map.of("a", new Value.List(List.of(Value.of("correct horse")))))));
        assertFalse(masking.hides(Value.of("a horse")));
        assertFalse(masking.hides(new Value.Secret("url", "correct horse")));
    }
}
