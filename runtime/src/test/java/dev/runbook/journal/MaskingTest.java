package dev.runbook.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MaskingTest {
    private static final Masking MASKING = Masking.of(Map.of("database", "postgres://coder:hunter2@db/coder"));

    @Test
    void a_secret_is_replaced_by_its_name() {
        assertEquals(
                "connecting to [secret database] failed",
                MASKING.text("connecting to postgres://coder:hunter2@db/coder failed"));
    }

    @Test
    void the_password_of_a_connection_is_masked_however_it_is_written() {
        Masking url = Masking.of(Map.of("database", "postgres://coder:p%40ss%2Fword@db/coder"));
        assertEquals("[secret database] [secret database]", url.text("p@ss/word p%40ss%2Fword"));
        Masking query =
                Masking.of(Map.of("database", "postgres://db/coder?user=coder&password=hunter2&sslmode=require"));
        assertEquals("[secret database] require", query.text("hunter2 require"));
        Masking quoted = Masking.of(Map.of("database", "host=db password = 'it\\'s two words' user=coder"));
        assertEquals("coder: [secret database]", quoted.text("coder: it's two words"));
        Masking plain = Masking.of(Map.of("database", "password=hunter2 sslpassword=key-of-keys host=db"));
        assertEquals("db [secret database] [secret database]", plain.text("db hunter2 key-of-keys"));
    }

    @Test
    void of_two_secrets_the_longer_goes_first() {
        Masking masking = Masking.of(Map.of("short", "hunter2", "long", "hunter2-and-more"));
        assertEquals("[secret long] [secret short]", masking.text("hunter2-and-more hunter2"));
    }

    @Test
    void a_secret_of_several_lines_is_masked_line_by_line() {
        Masking masking = Masking.of(Map.of("key", "-----BEGIN KEY-----\nMIIEvQIBADAN\n-----END KEY-----\n"));
        assertEquals("out: [secret key]", masking.text("out: MIIEvQIBADAN"));
    }

    @Test
    void the_secret_part_of_a_tsig_key_is_masked_alone_as_well() {
        for (String key : List.of(
                "update:hmac-sha256:c2VjcmV0LXNlY3JldA==",
                "hmac-sha256:update:c2VjcmV0LXNlY3JldA==",
                "key \"update\" {\n\talgorithm hmac-sha256;\n\tsecret \"c2VjcmV0LXNlY3JldA==\";\n};\n")) {
            assertEquals("-y [secret key]", Masking.of(Map.of("key", key)).text("-y c2VjcmV0LXNlY3JldA=="));
        }
    }

    @Test
    void a_secret_too_short_to_protect_does_not_garble_everything() {
        assertEquals("a banana", Masking.of(Map.of("x", "a")).text("a banana"));
    }

    @Test
    void a_run_without_secrets_pays_nothing() {
        Entry fact = new Entry.Noted("step", "", "text");
        List<Entry> written = new ArrayList<>();
        Masking.none().before(written::add).append(fact);
        assertSame(fact, written.getFirst());
    }

    @Test
    void a_secret_that_is_learnt_later_is_masked_from_then_on() {
        Masking masking = Masking.none();
        List<Entry> written = new ArrayList<>();
        Journal journal = masking.before(written::add);
        masking.hide("token", "s3cr3t-token");
        journal.append(new Entry.Noted("step", "", "it is s3cr3t-token"));
        assertEquals(List.of(new Entry.Noted("step", "", "it is [secret token]")), written);
    }

    @Test
    void a_secret_is_known_again_in_base64_in_a_url_and_as_the_password_of_one() {
        Masking masking = Masking.of(Map.of("key", "a b&c/d=e"));
        assertEquals("[secret key] and [secret key]", masking.text("a+b%26c%2Fd%3De and YSBiJmMvZD1l"));
        assertEquals(
                "password [secret db] is wrong",
                Masking.of(Map.of("db", "postgres://coder:hunter22@db/coder")).text("password hunter22 is wrong"));
    }

    @Test
    void a_secret_is_known_again_however_a_program_writes_it() {
        String secret = "pa/ss&w\"o'rd <42>%\\x";
        Masking masking = Masking.of(Map.of("key", secret));
        String base64 =
                Base64.getEncoder().encodeToString(("user:" + secret + "@host").getBytes(StandardCharsets.UTF_8));
        List<String> written = List.of(
                "x" + secret + "y",
                "pa/ss&w\\\"o'rd <42>%\\\\x",
                "pa\\/ss\\u0026w\\\"o'rd \\u003c42\\u003e%\\\\x",
                "pa%2fss%26w%22o%27rd%20%3c42%3e%25%5cx",
                "pa%2Fss%26w%22o'rd%20%3C42%3E%25%5Cx",
                "pa/ss&w\"o''rd <42>%\\x",
                HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)),
                base64,
                base64.replace('+', '-').replace('/', '_'));
        for (String text : written) {
            String masked = masking.text("before " + text + " after");
            assertTrue(masked.contains("[secret key]"), masked);
            assertTrue(masked.startsWith("before ") && masked.endsWith(" after"), masked);
            assertFalse(masked.contains("42") || masked.contains("ss"), masked);
        }
    }

    @Test
    void base64_hides_a_secret_at_any_place_of_a_longer_text() {
        Masking masking = Masking.of(Map.of("key", "correct-horse-battery"));
        for (String before : List.of("", "a", "ab", "abc")) {
            String encoded = Base64.getEncoder()
                    .encodeToString((before + "correct-horse-battery!").getBytes(StandardCharsets.UTF_8));
            assertTrue(masking.text(encoded).contains("[secret key]"), encoded);
        }
    }

    @Test
    void a_secret_that_is_broken_into_lines_is_hidden_in_each() {
        Masking masking = Masking.of(Map.of("key", "correct-horse-battery"));
        assertEquals(
                "is [secret key]\n[secret key]\n[secret key] indeed",
                masking.text("is correct\n-horse\n    -battery indeed"));
    }

    @Test
    void no_text_of_any_fact_reaches_the_journal_unmasked() {
        String secret = "postgres://coder:hunter2@db/coder";
        Failure failure = new Failure(
                FailureClass.CommandFailed,
                java.util.Set.of(FailureClass.CommandFailed),
                secret,
                secret,
                List.of("psql", secret),
                java.util.OptionalInt.of(1),
                Optional.empty(),
                List.of(secret));
        Value value = new Value.Items(List.of(
                Value.of(secret),
                new Value.Entries(Map.of("x", Value.of(secret))),
                new Value.Entity("release", Map.of("x", Value.of(secret))),
                new Value.Secret("database", secret)));
        List<Entry> entries = List.of(
                new Entry.Began(
                        "run",
                        "rb",
                        "Title",
                        Map.of(),
                        Map.of("x", value),
                        secret,
                        "run",
                        "1",
                        new Entry.Operator("u", "h", 1, "/")),
                new Entry.StepStarted(secret, "body.1", "1", secret, 1, false),
                new Entry.StepSkipped(secret, "body.1", "1", secret, secret),
                new Entry.StepEnded(secret, "1", Entry.StepEnd.DONE, Duration.ZERO),
                new Entry.TaskIntended(secret, "body.1", "run", "ONCE", List.of("psql", secret), secret, secret),
                new Entry.TaskEnded(
                        secret, "body.1", Optional.of(failure), secret, Optional.empty(), List.of(), Duration.ZERO),
                new Entry.Bound(secret, "body.1", "x", value),
                new Entry.Asked(secret, "body.1", "confirm", secret, Optional.of(secret), false),
                new Entry.Answered(secret, "body.1", true, "anna"),
                new Entry.Noted(secret, "body.1", secret),
                new Entry.Decided(secret, "body.1", "a.rb:1:1", secret, secret, OptionalInt.of(1), OptionalInt.empty()),
                new Entry.Rescuing(secret, "rescue X", failure),
                new Entry.Retrying(secret, 2, 3, Duration.ZERO, secret),
                new Entry.Ended(Entry.RunEnd.FAILED, secret, Optional.of(failure), secret, Duration.ZERO));
        List<Entry> written = new ArrayList<>();
        entries.forEach(MASKING.before(written::add)::append);
        for (Entry entry : written) {
            String line = new String(EntryJson.write(new Recorded(1, Instant.EPOCH, entry)), StandardCharsets.UTF_8);
            assertFalse(line.contains("hunter2"), line);
        }
        assertEquals(entries.size(), written.size());
    }
}
