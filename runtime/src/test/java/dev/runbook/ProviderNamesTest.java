package dev.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.signature.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others must know of an action or a lookup, it says itself: nobody but its provider knows it by its name. */
class ProviderNamesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/runbook");

    @ParameterizedTest
    @ValueSource(strings = {"language", "run", "app", "machine", "port"})
    void no_room_but_its_own_knows_an_action_or_a_lookup_by_its_name(String room) throws IOException {
        List<String> names = ShippedProviders.ALL.catalogue().all().stream()
                .map(Catalogue::fullName)
                .filter(name -> name.contains("."))
                .toList();
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES.resolve(room))) {
            // What earlier versions wrote of a call is only its name and its command.
            for (Path file : files.filter(
                            path -> path.toString().endsWith(".java") && !path.endsWith("LegacyLocks.java"))
                    .toList()) {
                Files.readString(file)
                        .lines()
                        .filter(line -> !line.strip().startsWith("*"))
                        .filter(line -> names.stream().anyMatch(name -> line.contains("\"" + name + "\"")))
                        .forEach(line -> found.add(SOURCES.relativize(file) + ": " + line.strip()));
            }
        }
        assertEquals(List.of(), found);
    }
}
