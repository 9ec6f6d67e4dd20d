package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake of the checker with its whole drawing: {@code golden/check/CASE/input.rb} to {@code expected.txt}. */
class CheckGoldenTest {
    private static final Golden GOLDEN = Golden.of("golden/check");

    static Stream<String> cases() {
        return GOLDEN.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void says_what_is_wrong_and_what_to_do(String name) throws IOException {
        GOLDEN.check(name, "expected.txt", DiagnosticRenderer.plain().render(InMemoryFolder.diagnostics(check(name))));
    }

    @Test
    void every_code_of_the_checker_has_a_golden() throws IOException {
        Set<Code> shown = new TreeSet<>();
        for (String name : cases().toList()) {
            InMemoryFolder.diagnostics(check(name)).stream()
                    .map(Diagnostic::code)
                    .forEach(shown::add);
        }
        Set<Code> all = Arrays.stream(Code.values())
                .filter(code -> code.name().startsWith("RB02"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, shown.stream().filter(all::contains).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void every_code_of_the_checker_has_a_page() {
        for (Code code : Code.values()) {
            if (code.name().startsWith("RB02")) {
                assertTrue(
                        Code.class.getResource("/dev/runbook/explain/" + code.name() + ".md") != null,
                        () -> "no page for " + code);
            }
        }
    }

    private static Checked check(String name) throws IOException {
        InMemoryFolder folder = new InMemoryFolder();
        try (Stream<Path> files = Files.list(GOLDEN.folder(name))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".rb")) {
                    folder.with(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return folder.check("input.rb");
    }
}
