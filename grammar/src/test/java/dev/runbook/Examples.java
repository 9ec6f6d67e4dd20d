package dev.runbook;

import dev.runbook.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The runbooks of the language's description, byte for byte, and others that hold every construct. */
public final class Examples {
    public static final List<String> ALL = List.of("update-coder.rb", "acme.rb", "every-construct.rb", "try-again.rb");

    private Examples() {}

    public static Source read(String name) {
        return resource("/examples/" + name, name);
    }

    /** What a golden of the formatter begins with. */
    public static Source formatted(String golden) {
        return resource("/golden/format/" + golden + "/input.rb", golden);
    }

    private static Source resource(String path, String name) {
        try (InputStream in = Examples.class.getResourceAsStream(path)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return Source.of(name, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
