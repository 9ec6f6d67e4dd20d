package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about the journal and the facts that are written are held equal: every kind, and every field of each. */
class JournalPageTest {
    private static final Pattern KIND = Pattern.compile("(?ms)^### (\\w+)$(.*?)(?=^##|\\z)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|");
    private static final Pattern FIELD = Pattern.compile("`(\\w+)`");
    private static final Set<String> COMMON = Set.of("schema", "sums", "seq", "prev", "time", "kind", "sum");

    @Test
    void every_kind_and_every_field_that_can_be_written_is_described_and_nothing_else() throws IOException {
        assertEquals(written(), described());
    }

    @Test
    void the_fields_of_every_line_are_described() throws IOException {
        String page = page();
        COMMON.forEach(field -> assertTrue(page.contains("`" + field + "`"), field));
    }

    @Test
    void the_form_that_is_written_is_the_one_that_is_described() throws IOException {
        assertTrue(page().contains("This page describes form " + EntryJson.SCHEMA + "."));
    }

    private static Map<String, Set<String>> written() {
        Map<String, Set<String>> kinds = new TreeMap<>();
        for (Class<? extends Entry> type : RandomEntries.kinds()) {
            for (int seed = 0; seed < 50; seed++) {
                byte[] line = new JournalWriting(JournalEnd.NOTHING)
                        .next(JournalLines.NOON, new RandomEntries(seed).make(type));
                JsonObject object = JsonObject.parse(new String(line, StandardCharsets.UTF_8));
                Set<String> fields = kinds.computeIfAbsent(object.text("kind"), kind -> new TreeSet<>());
                fields.addAll(object.fields().keySet());
                fields.removeAll(COMMON);
            }
        }
        return kinds;
    }

    private static Map<String, Set<String>> described() throws IOException {
        Map<String, Set<String>> kinds = new TreeMap<>();
        Matcher kind = KIND.matcher(page());
        while (kind.find()) {
            Set<String> fields = new TreeSet<>();
            Matcher row = ROW.matcher(kind.group(2));
            while (row.find()) {
                FIELD.matcher(row.group(1)).results().forEach(field -> fields.add(field.group(1)));
            }
            kinds.put(kind.group(1), fields);
        }
        return kinds;
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/journal.md"));
    }
}
