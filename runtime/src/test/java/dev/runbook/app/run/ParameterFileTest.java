package dev.runbook.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.app.composition.CommandExit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterFileTest {
    @TempDir
    private Path folder = Path.of("");

    private Map<String, Object> read(String yaml) throws IOException {
        return new ParameterFile(
                        Files.writeString(folder.resolve("p.yml"), yaml).toString())
                .read();
    }

    private String refused(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("p.yml"), content);
        String message = String.valueOf(assertThrows(CommandExit.class, () -> new ParameterFile(file.toString()).read())
                .getMessage());
        return message.replace("error: the parameters in " + file + " cannot be used: ", "");
    }

    private String refused(String yaml) throws IOException {
        return refused(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_value_is_the_text_that_stands_there_whatever_yaml_would_make_of_it() throws IOException {
        assertEquals(
                Map.of(
                        "version",
                        "1.20",
                        "day",
                        "2026-01-01",
                        "count",
                        "007",
                        "ready",
                        "yes",
                        "hosts",
                        List.of("1", "b")),
                read("version: 1.20\nday: 2026-01-01\ncount: 007\nready: yes\nhosts: [1, b]\n"));
    }

    @Test
    void a_name_without_a_value_is_left_out() throws IOException {
        assertEquals(Map.of("c", ""), read("a:\nb: ~\nc: ''\nd: null\n"));
        assertEquals(Map.of(), read(""));
    }

    @Test
    void what_is_no_list_of_parameters_is_refused_with_its_place() throws IOException {
        assertEquals("it must contain lines of the form `name: value`", refused("- a\n- b\n"));
        assertEquals("it must contain lines of the form `name: value`", refused("just text"));
        assertEquals("line 2: expected ',' or ']', but got <stream end>", refused("name: [unclosed\n"));
        assertEquals("line 2: found duplicate key name", refused("name: a\nname: b\n"));
        assertEquals("it is not text in UTF-8", refused(new byte[] {(byte) 0xff, (byte) 0xfe, 0}));
    }

    @Test
    void nothing_in_the_file_makes_objects_or_fills_the_memory() throws IOException {
        assertEquals(
                "line 1: Global tag is not allowed: tag:yaml.org,2002:javax.script.ScriptEngineManager",
                refused("name: !!javax.script.ScriptEngineManager [x]\n"));
        StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'k'; c++) {
            String last = "*" + (char) (c - 1);
            bomb.append(
                    "%s: &%s [%s]\n".formatted(c, c, String.join(",", List.of(last, last, last, last, last, last))));
        }
        assertEquals("Number of aliases for non-scalar nodes exceeds the specified max=50", refused(bomb.toString()));
    }

    @Test
    void a_file_that_is_not_there_is_said() {
        CommandExit stop = assertThrows(CommandExit.class, () -> new ParameterFile("none.yml").read());
        assertEquals(
                "error: the parameters in none.yml cannot be used: there is no such file or folder", stop.getMessage());
    }
}
