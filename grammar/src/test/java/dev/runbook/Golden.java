package dev.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.runbook.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with an input and every output that is expected of it. With {@code -Dgolden.update=true} the outputs are
 * written instead of compared.
 *
 * @param area the kind of case, a folder of {@code src/test/resources/golden}
 */
public record Golden(String area, String name, Path folder) {
    private static final Path ROOT = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    public static Stream<Golden> all(String area) {
        try (Stream<Path> folders = Files.list(ROOT.resolve(area))) {
            List<Golden> cases = folders.filter(Files::isDirectory)
                    .sorted()
                    .map(folder -> new Golden(area, folder.getFileName().toString(), folder))
                    .toList();
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] inputBytes() {
        try {
            return Files.readAllBytes(folder.resolve("input.rb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Source input() {
        return Source.of("input.rb", read("input.rb"));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares an output with what is expected of it, to the letter. */
    public void expect(String file, String actual) {
        if (UPDATE) {
            try {
                Files.writeString(folder.resolve(file), actual);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else if (!Files.exists(folder.resolve(file))) {
            fail("no " + file + " in " + folder + "; write it with -Dgolden.update=true");
        } else {
            assertEquals(read(file), actual, () -> folder.toString());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
