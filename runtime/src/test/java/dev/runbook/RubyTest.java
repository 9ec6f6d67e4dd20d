package dev.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every runbook is valid Ruby syntax, so that editors know how to show it. */
class RubyTest {
    @BeforeAll
    static void rubyIsAsked() {
        Prerequisite.RUBY.orSkip();
    }

    static List<Path> ofTheGrammar() throws IOException {
        Path resources = Path.of("../grammar/src/test/resources");
        try (Stream<Path> examples = Files.list(resources.resolve("examples"));
                Stream<Path> trees = Files.walk(resources.resolve("golden/trees"));
                Stream<Path> layouts = Files.walk(resources.resolve("golden/format"))) {
            return Stream.of(
                            examples,
                            trees.filter(path -> path.endsWith("input.rb")),
                            layouts.filter(path -> path.endsWith("expected.rb")))
                    .flatMap(paths -> paths)
                    .sorted()
                    .toList();
        }
    }

    static List<Path> shipped() throws IOException {
        return ShippedRunbooksTest.runbooks();
    }

    static List<DocumentedExamplesTest.Example> documented() throws IOException {
        return DocumentedExamplesTest.examples();
    }

    @ParameterizedTest
    @MethodSource({"ofTheGrammar", "shipped"})
    void ruby_reads_every_runbook(Path runbook) throws IOException, InterruptedException {
        assertRubyReads(Files.readString(runbook));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void ruby_reads_every_example_of_the_docs(DocumentedExamplesTest.Example example)
            throws IOException, InterruptedException {
        assertRubyReads(example.text());
    }

    private static void assertRubyReads(String runbook) throws IOException, InterruptedException {
        Process ruby =
                new ProcessBuilder("ruby", "-c").redirectErrorStream(true).start();
        ruby.getOutputStream().write(runbook.getBytes(StandardCharsets.UTF_8));
        ruby.getOutputStream().close();
        String said = new String(ruby.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, ruby.waitFor(), said);
    }
}
