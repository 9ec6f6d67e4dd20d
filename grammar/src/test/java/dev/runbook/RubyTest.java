package dev.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every runbook is valid Ruby syntax, so that editors know how to show it. */
class RubyTest {
    static Stream<Path> runbooks() throws IOException {
        Path resources = Path.of("src/test/resources");
        try (Stream<Path> examples = Files.list(resources.resolve("examples"));
                Stream<Path> trees = Files.walk(resources.resolve("golden/trees"));
                Stream<Path> layouts = Files.walk(resources.resolve("golden/format"))) {
            List<Path> all = Stream.of(
                            examples,
                            trees.filter(path -> path.endsWith("input.rb")),
                            layouts.filter(path -> path.endsWith("expected.rb")))
                    .flatMap(paths -> paths)
                    .sorted()
                    .toList();
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void rubyReadsEveryGoodExample(Path runbook) throws IOException, InterruptedException {
        assumeTrue(isRubyThere(), "ruby is not installed, so it was not asked");
        Process ruby = new ProcessBuilder("ruby", "-c", runbook.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(ruby.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, ruby.waitFor(), said);
    }

    private static boolean isRubyThere() throws InterruptedException {
        try {
            Process ruby = new ProcessBuilder("ruby", "--version").start();
            return ruby.waitFor(30, TimeUnit.SECONDS) && ruby.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
