package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalFilesTest {
    private Path folder = Path.of("");
    private Path empty = Path.of("");

    @BeforeEach
    void make(@TempDir Path home) throws IOException {
        folder = Files.createDirectories(home.toRealPath().resolve("working"));
        empty = Files.createDirectories(home.resolve("empty"));
        Files.writeString(folder.resolve("site.yml"), "a: 1\n");
        Files.writeString(folder.resolve("old.yml"), "a: 0\n");
        Files.createDirectories(folder.resolve("chart"));
    }

    @Test
    void helm_is_told_of_files_as_they_are_until_something_is_written() throws IOException {
        RehearsalFiles files = RehearsalFiles.over(folder, empty, Map.of());
        assertEquals("--values=site.yml", files.seen("--values=site.yml"));
        files.workspace().replace("site.yml", bytes("a: 2\n"));
        String seen = files.seen("--values=site.yml");
        assertEquals("a: 2\n", Files.readString(Path.of(seen.substring("--values=".length()))));
        for (String other : new String[] {"upgrade", "--wait", "--set=a=b", "./chart", "chart", "--version=1.0.0"}) {
            assertEquals(other, files.seen(other));
        }
        files.workspace().replace("chart/values.yaml", bytes("b: 1\n"));
        assertEquals("b: 1\n", Files.readString(Path.of(files.seen("./chart"), "values.yaml")));
        assertEquals("a: 1\n", Files.readString(folder.resolve("site.yml")));
    }

    @Test
    void what_a_scenario_puts_there_is_found_and_is_not_what_the_run_wrote() throws IOException {
        RehearsalFiles files = RehearsalFiles.over(
                folder, empty, Map.of("site.yml", Optional.of("a: 3\n"), "old.yml", Optional.empty()));
        assertArrayEquals(bytes("a: 3\n"), files.workspace().read("site.yml"));
        assertFalse(files.workspace().exists("old.yml"));
        assertTrue(Files.exists(folder.resolve("old.yml")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
