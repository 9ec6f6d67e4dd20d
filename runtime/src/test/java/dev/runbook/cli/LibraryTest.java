package dev.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LibraryTest {
    @Test
    void every_runbook_of_the_folder_is_listed_and_nothing_else_is() throws IOException {
        try (Stream<Path> folder = Files.list(Path.of("..", "runbooks"))) {
            assertEquals(
                    folder.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".rb"))
                            .sorted()
                            .toList(),
                    new Library().shipped().stream().sorted().toList());
        }
    }
}
