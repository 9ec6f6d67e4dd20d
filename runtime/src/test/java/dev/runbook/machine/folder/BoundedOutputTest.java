package dev.runbook.machine.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.Processes.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedOutputTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void what_fits_is_kept_whole() throws IOException {
        String text = write(1000, 1000, 150);
        assertEquals(150, text.lines().count());
        assertTrue(text.startsWith("line 00000\n"));
    }

    @Test
    void of_a_flood_the_beginning_and_the_end_stay_and_a_line_says_how_much_is_gone() throws IOException {
        String text = write(1000, 2000, 100_000);
        String[] parts = text.split("\n\\[… | bytes left out here …]\n", -1);
        assertEquals(3, parts.length, text);
        assertTrue(parts[0].startsWith("line 00000\n") && parts[0].length() >= 999, parts[0]);
        assertTrue(parts[2].endsWith("line 99999\n") && parts[2].length() <= 2000, parts[2]);
        assertTrue(parts[2].startsWith("line "), parts[2]);
        assertEquals(1_100_000, parts[0].length() + 1 + Integer.parseInt(parts[1]) + parts[2].length() - 1, text);
    }

    @Test
    void a_line_without_end_is_bounded_as_well() throws IOException {
        Path file = folder.resolve("endless.log");
        try (BoundedOutput output = new BoundedOutput("endless.log", file, 100_000, 100_000)) {
            output.line(Stream.ERR, "x".repeat(5_000_000));
            output.line(Stream.ERR, "the end");
        }
        assertTrue(Files.size(file) < 300_000, () -> "size " + file.toFile().length());
        assertTrue(Files.readString(file).endsWith("the end\n"));
    }

    private String write(long head, long tail, int lines) throws IOException {
        Path file = folder.resolve("output.log");
        try (BoundedOutput output = new BoundedOutput("output.log", file, head, tail)) {
            for (int i = 0; i < lines; i++) {
                output.line(Stream.OUT, "line %05d".formatted(i));
            }
        }
        return Files.readString(file);
    }
}
