package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With --json every line of standard output is one object. */
class JsonOutputTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private static List<JsonNode> lines(CommandResult done) {
        return done.out().lines().map(JsonOutputTest::read).toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    @Test
    void check_gives_every_mistake_of_every_file_with_its_place() throws IOException {
        String one = Files.writeString(folder.resolve("one.rb"), "runbook \"A\"\nnoet \"x\"\n")
                .toString();
        String two = Files.writeString(folder.resolve("two.rb"), "runbook \"B\"\nstep \"S\" do\n")
                .toString();
        CommandResult done = CommandResult.run("check", "--json", one, two);
        assertEquals(2, done.code());
        assertEquals("", done.err());
        JsonNode first = lines(done).getFirst();
        assertEquals(one, first.get("file").asText());
        assertEquals("error", first.get("severity").asText());
        assertEquals(
                List.of(2, 1, 2, 5),
                List.of(
                        first.get("line").asInt(),
                        first.get("column").asInt(),
                        first.get("end_line").asInt(),
                        first.get("end_column").asInt()));
        assertTrue(first.get("code").asText().matches("RB\\d{4}"));
        assertEquals(two, lines(done).getLast().get("file").asText());
        assertEquals(new CommandResult(0, "", ""), CommandResult.run("check", "--json", "update-coder.rb"));
    }

    @Test
    void list_actions_and_runs_give_a_line_for_each() {
        assertEquals(
                "update-coder.rb",
                lines(CommandResult.run("list", "--json"))
                        .getFirst()
                        .get("name")
                        .asText());
        assertTrue(lines(CommandResult.run("actions", "--json")).stream()
                .anyMatch(a -> a.get("name").asText().equals("helm.upgrade")
                        && a.get("role").asText().equals("action")));
        assertEquals(new CommandResult(0, "", ""), CommandResult.run("runs", "--json", "--runs", folder.toString()));
    }
}
