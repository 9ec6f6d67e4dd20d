package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.Value;
import dev.runbook.port.People;
import dev.runbook.provider.Intent;
import dev.runbook.provider.StateBefore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void what_a_terminal_does_not_show_hides_no_secret() {
        Masking masking = Masking.of(Map.of("key", "my-pass-word-9981"));
        List<String> written = List.of(
                "my-\u001b[01;31m\u001b[Kpass-\u001b[m\u001b[Kword-9981",
                "my-\u009b31mpass-word-\u009b0m9981",
                "my-pass\u001b]8;;http://x\u001b\\-word-9981\u001b]8;;\u001b\\",
                "\u001b]52;c;my-pass-word-9981\u0007",
                "m\0y\0-\0p\0a\0s\0s\0-\0w\0o\0r\0d\0-\0" + "9\0" + "9\0" + "8\0" + "1\0",
                "m\bmy\by-\b-p\bpa\bas\bss\bs-\b-w\bwo\bor\brd\bd-\b-9\b99\b98\b81\b1",
                "xxxxxxx-word-9981\rmy-pass",
                "zz-zzzz-w0zz-zzzz\u001b[8Do\u001b[K\u001b[1Gmy-pass-wo\u001b[11Grd-9981",
                "my-p\u200bass\u200d-w\u2060ord-9\ufeff981",
                "my-\u202apass\u202c-word\u2066-9981\u2069",
                "my-pass\u00ad-wo\u034frd-99\ufe0f81",
                "my-pass\u2028-word-9981",
                "m y - p a s s - w o r d - 9 9 8 1",
                "my-pass-word\n\u001b[31m  -9981");
        for (String text : written) {
            String masked = masking.text("before\n" + text + "\nafter");
            assertTrue(masked.contains("[secret key]"), text);
            String seen = masked.replaceAll("[^A-Za-z0-9 -]", "");
            assertFalse(seen.contains("pass") || seen.contains("9981") || seen.contains("word"), masked);
            assertTrue(masked.endsWith("\nafter"), masked);
        }
    }

    @Test
    void a_secret_is_known_again_in_the_writings_of_more_programs() {
        String secret = "it's <a&b> \"c\" $d \u00fc9";
        Masking masking = Masking.of(Map.of("key", secret));
        List<String> written = List.of(
                "it&#39;s &lt;a&amp;b&gt; &quot;c&quot; $d &#xfc;9",
                "it&apos;s &lt;a&amp;b&gt; &#34;c&#34; $d \u00fc9",
                "'it'\\''s <a&b> \"c\" $d \u00fc9'",
                "'it'\"'\"'s <a&b> \"c\" $d \u00fc9'",
                "it\\'s\\ \\<a\\&b\\>\\ \\\"c\\\"\\ \\$d\\ \u00fc9",
                "$'it\\'s <a&b> \"c\" $d \\303\\2749'",
                "b'it\\'s <a&b> \"c\" $d \\xc3\\xbc9'",
                "it\\u0027s \\u003ca\\u0026b\\u003e \\\"c\\\" $d \\u00fc9",
                "it\\u{27}s <a&b> \"c\" $d \\u{fc}9",
                "it%27s%20%3ca%26b%3e%20%22c%22%20%24d%20%c3%bc9",
                "it's=20<a&b>=20=22c=22 $d =C3=BC9",
                "\"it's <a&b> \"\"c\"\" $d \u00fc9\"",
                "it's <a&b> \"c\" $d \ufffd9",
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_16LE)));
        for (String text : written) {
            String masked = masking.text("before " + text + " after");
            assertTrue(masked.contains("[secret key]"), text);
            assertFalse(masked.contains("$d") || masked.contains("a&"), masked);
        }
    }

    /** Each way in which a tool writes a text anew. */
    private static Map<String, UnaryOperator<String>> writings() {
        Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
        all.put("as it is", s -> s);
        all.put("upper case", s -> s.toUpperCase(Locale.ROOT));
        all.put("lower case", s -> s.toLowerCase(Locale.ROOT));
        all.put("capital", s -> s.substring(0, 1).toUpperCase(Locale.ROOT) + s.substring(1));
        all.put(
                "sentence",
                s -> s.substring(0, 1).toUpperCase(Locale.ROOT) + s.substring(1).toLowerCase(Locale.ROOT));
        all.put("base64", s -> base64(bytes(s)));
        all.put(
                "base64 without padding",
                s -> Base64.getEncoder().withoutPadding().encodeToString(bytes(s)));
        all.put("base64 of a line", s -> base64(bytes(s + "\n")));
        for (String before : List.of("u:", "us:", "use:")) {
            all.put("base64 behind " + before, s -> base64(bytes(before + s)));
            all.put("base64 between " + before, s -> base64(bytes(before + s + "@host")));
            all.put(
                    "base64 twice behind " + before,
                    s -> base64(bytes("{\"auth\":\"" + base64(bytes(before + s)) + "\"}")));
        }
        all.put("base64 for URLs", s -> Base64.getUrlEncoder().encodeToString(bytes("x" + s)));
        all.put("base64 of 76", s -> Base64.getMimeEncoder().encodeToString(bytes("user:" + s)));
        all.put("base64 twice", s -> base64(bytes(base64(bytes(s)))));
        all.put("base64 of UTF-16", s -> base64(s.getBytes(StandardCharsets.UTF_16LE)));
        all.put("hex", s -> HexFormat.of().formatHex(bytes(s)));
        all.put("hex in capitals", s -> HexFormat.of().withUpperCase().formatHex(bytes(s)));
        all.put("hex with spaces", s -> HexFormat.ofDelimiter(" ").formatHex(bytes(s)));
        all.put("hex with colons", s -> HexFormat.ofDelimiter(":").formatHex(bytes(s)));
        all.put(
                "hex as an array",
                s -> HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(bytes(s)));
        all.put("bytes of Go", s -> Arrays.toString(unsigned(s)).replace(",", ""));
        all.put("bytes of Java", s -> Arrays.toString(unsigned(s)));
        all.put("form of a URL", s -> URLEncoder.encode(s, StandardCharsets.UTF_8));
        all.put(
                "path of a URL",
                s -> URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20"));
        all.put("all of a URL", s -> HexFormat.of().withPrefix("%").formatHex(bytes(s)));
        all.put("JSON", s -> s.replace("\\", "\\\\").replace("\"", "\\\""));
        all.put(
                "JSON in ASCII",
                s -> s.chars()
                        .mapToObj(
                                c -> c < 0x7f && c != '"' && c != '\\' ? Character.toString(c) : "\\u%04x".formatted(c))
                        .collect(Collectors.joining()));
        all.put("bytes in C", s -> HexFormat.of().withPrefix("\\x").formatHex(bytes(s)));
        all.put("HTML in numbers", s -> s.chars().mapToObj("&#%d;"::formatted).collect(Collectors.joining()));
        all.put("letters apart", s -> String.join(" ", s.split("")));
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static int[] unsigned(String text) {
        byte[] bytes = bytes(text);
        return IntStream.range(0, bytes.length)
                .map(i -> Byte.toUnsignedInt(bytes[i]))
                .toArray();
    }

    @Test
    void a_secret_is_known_again_in_every_writing_of_a_tool() {
        for (String secret : List.of("My-pass word/9981+xyZQ", "hunter2-Long<\"&'", "Größe/\\7?x=1", "ÄÖÜ-pass-wörd")) {
            Masking masking = Masking.of(Map.of("key", secret));
            writings().forEach((name, writing) -> {
                String written = writing.apply(secret);
                String masked = masking.text("before " + written + " after");
                assertTrue(masked.startsWith("before ") && masked.endsWith(" after"), name + ": " + masked);
                // Letters of base64 that depend on what stands around them may stay.
                String rest = masked.replace("[secret key]", "").replaceAll("(?s)^before | after$", "");
                assertTrue(
                        masked.contains("[secret key]") && rest.length() <= (name.contains("base64") ? 28 : 2),
                        name + " of " + secret + ": " + masked);
            });
        }
        assertTrue(writings().size() >= 36, writings().size() + " writings");
    }

    @Test
    void a_short_secret_hides_no_word_in_another_case() {
        assertEquals(
                "CODER Coder [secret key]", Masking.of(Map.of("key", "coder")).text("CODER Coder coder"));
    }

    @Test
    void a_secret_whose_lines_all_have_something_before_them_is_hidden() {
        Masking masking = Masking.of(Map.of("key", "user coder\nabc\npass-9981"));
        assertEquals(
                "12:01 log: [secret key]\n12:02 log: [secret key]\n12:03 log: [secret key] and more",
                masking.text("12:01 log: user coder\n12:02 log: abc\n12:03 log: pass-9981 and more"));
        Masking folded = Masking.of(Map.of("key", "correct-horse-battery"));
        assertEquals(
                "# it is [secret key]\n# [secret key]\n# [secret key]",
                folded.text("# it is correct\n# -horse\n# -battery"));
        assertEquals("[1] [secret key]\nand then [secret key]", folded.text("[1] correct-ho\nand then rse-battery"));
        assertEquals("# correct\n# horse\n# battery", folded.text("# correct\n# horse\n# battery"));
    }

    @Test
    void a_secret_that_a_summary_was_cut_in_is_hidden_on_both_sides() {
        Masking masking = Masking.of(Map.of("key", "correct-horse-battery"));
        assertEquals("it is [secret key]… after", masking.text("it is correct-ho… after"));
        assertEquals("it is …[secret key] after", masking.text("it is …battery after"));
    }

    @Test
    void whoever_has_a_secret_hidden_that_is_too_short_is_told_once() {
        Masking masking = Masking.none();
        assertTrue(masking.hide("pin", "123"));
        assertFalse(masking.hide("pin", "123"));
        assertFalse(masking.hide("pin", "456"));
        assertFalse(masking.hide("token", "s3cr3t-token"));
        assertTrue(masking.hide("database", "postgres://coder:abc@db/coder"));
    }

    @Test
    void secrets_that_are_too_short_to_be_hidden_are_named() {
        Masking masking = Masking.of(Map.of("long", "correct", "empty", ""));
        masking.hide("pin", "123");
        masking.hide("database", "postgres://coder:abc@db/coder");
        assertEquals(List.of("pin", "database"), masking.tooShort());
    }

    @Test
    void a_long_line_of_any_kind_is_searched_in_a_time_that_grows_with_it_alone() {
        Masking masking = Masking.of(Map.of("key", "aaaaaaaaaaaaaaaaaaaaaaaab\nabcdefgh", "other", "\\\\''&%27"));
        for (String piece : List.of(
                "\0", "a", "\t", "\r", "\b", "\u001b", "\u001b[999C", "\\", "%61", "&#97;", "'", "\u2026", "a\n")) {
            String text = piece.repeat(1_000_000 / piece.length());
            Duration limit = Duration.ofSeconds(20);
            String masked = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    limit, () -> masking.text(text), () -> "a megabyte of " + (int) piece.charAt(0));
            assertFalse(masked.isEmpty());
        }
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
        Value value = new Value.List(List.of(
                Value.of(secret),
                new Value.Map(Map.of("x", Value.of(secret))),
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
                        Entry.Dialect.RUN,
                        "1",
                        new Entry.OperatorProcess("u", "h", 1, "/")),
                new Entry.StepStarted(secret, "body.1", "1", secret, 1, false),
                new Entry.StepSkipped(secret, "body.1", "1", secret, secret),
                new Entry.StepEnded(secret, "1", Entry.StepEnd.DONE, Duration.ZERO),
                new Entry.TaskIntended(
                        secret,
                        "body.1",
                        new Activity.Performing("run", Effect.ONCE, new Intent.Command(List.of("psql", secret))),
                        new StateBefore(secret, Map.of(secret, value))),
                new Entry.TaskIntended(
                        secret,
                        "body.2",
                        new Activity.Performing("file.write", Effect.REPEATABLE, new Intent.Description(secret)),
                        StateBefore.NOTHING),
                new Entry.TaskIntended(
                        secret, "body.3", new Activity.WaitingUntil(secret, secret), StateBefore.NOTHING),
                new Entry.TaskIntended(secret, "body.4", new Activity.Pausing(secret), StateBefore.NOTHING),
                new Entry.TaskIntended(secret, "body.5", new Activity.Asserting(secret), StateBefore.NOTHING),
                new Entry.TaskEnded(
                        secret, "body.1", Optional.of(failure), secret, Optional.empty(), List.of(), Duration.ZERO),
                new Entry.Bound(secret, "body.1", "x", value),
                new Entry.Asked(
                        secret,
                        "body.1",
                        People.QuestionForm.CONFIRM,
                        secret,
                        Optional.of(secret),
                        Optional.of(new Entry.KeptFile(secret, "files/a", "sha", 1)),
                        false),
                new Entry.Answered(secret, "body.1", true, "anna"),
                new Entry.Noted(secret, "body.1", secret),
                new Entry.Decided(secret, "body.1", "a.rb:1:1", secret, OptionalInt.of(1), OptionalInt.empty()),
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
