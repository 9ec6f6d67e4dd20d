package dev.runbook.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The golden folders of an area: a folder for each case, with its input and every expected output. */
public record Golden(Path area) {
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    public static Golden of(String area) {
        return new Golden(Path.of("src/test/resources", area));
    }

    /** The names of the cases. */
    public List<String> cases() {
        try (Stream<Path> folders = Files.list(area)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String name, String file) {
        try {
            return Files.readString(area.resolve(name).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares with the file, or replaces it with {@code -Dgolden.update=true}. */
    public void check(String name, String file, String actual) {
        Path path = area.resolve(name).resolve(file);
        if (UPDATE) {
            try {
                Files.writeString(path, actual);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String expected = Files.exists(path) ? read(name, file) : "";
        assertEquals(expected, actual, path.toString());
    }
}
