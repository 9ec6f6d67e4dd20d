package dev.runbook.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The goldens of an area: a folder for each case, with its input and every output that is expected of it. With
 * {@code -Dgolden.update=true} the outputs are written anew instead of compared, and only here.
 */
public record Golden(Path area) {
    private static final Path ROOT = Path.of("src/test/resources");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    /** Those in a folder of the tests' resources. */
    public static Golden of(String area) {
        return new Golden(ROOT.resolve(area));
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

    /** The folder of a case. */
    public Path folder(String name) {
        return area.resolve(name);
    }

    public String read(String name, String file) {
        return read(folder(name).resolve(file));
    }

    /** Compares an output of a case with what is expected of it. */
    public void check(String name, String file, String actual) {
        check(folder(name).resolve(file), actual);
    }

    /** Compares an output with one that stands in a folder of its own. */
    public void check(String file, String actual) {
        check(area.resolve(file), actual);
    }

    private static void check(Path file, String actual) {
        if (UPDATE) {
            assertFalse(System.getenv().containsKey("CI"), "goldens are rewritten by a person, and read by CI");
            write(file, actual);
        }
        assertTrue(Files.exists(file), () -> "there is no " + file + "; write it with -Dgolden.update=true");
        assertEquals(read(file), actual, file::toString);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
