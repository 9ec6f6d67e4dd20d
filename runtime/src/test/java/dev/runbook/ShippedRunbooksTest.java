package dev.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.format.Formatter;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.parse.ParseResult;
import dev.runbook.parse.RunbookParser;
import dev.runbook.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The runbooks that everybody gets are free of mistakes, and formatted. */
class ShippedRunbooksTest {
    private static final Path FOLDER = Path.of("../runbooks");

    static List<Path> runbooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".rb"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void each_is_checked_without_a_word(Path file) throws IOException {
        Checked checked = Checker.check(read(file), ShippedRunbooksTest::load, ShippedProviders.ALL.catalogue());
        List<Diagnostic> found = switch (checked) {
            case Checked.Sound sound -> sound.warnings();
            case Checked.Unsound unsound -> unsound.diagnostics();
        };
        assertEquals("", DiagnosticRenderer.plain().render(found));
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void each_is_formatted(Path file) throws IOException {
        Source source = read(file);
        ParseResult.Tree parsed = assertInstanceOf(ParseResult.Tree.class, RunbookParser.parse(source));
        assertEquals(source.text(), Formatter.format(parsed.tree()));
    }

    @Test
    void each_is_packed_into_the_jar() throws IOException {
        for (Path file : runbooks()) {
            assertTrue(
                    ShippedRunbooksTest.class.getResource("/runbooks/" + file.getFileName()) != null,
                    () -> file + " is not among the resources");
        }
    }

    static Loader.Loaded load(Source from, String path) {
        Path file = FOLDER.resolve(path);
        try {
            return new Loader.Loaded.Found(read(file));
        } catch (IOException e) {
            return new Loader.Loaded.NotFound("there is no such file", List.of());
        }
    }

    private static Source read(Path file) throws IOException {
        return Source.of(file.getFileName().toString(), Files.readString(file));
    }
}
