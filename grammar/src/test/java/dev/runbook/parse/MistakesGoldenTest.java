package dev.runbook.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.golden.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole messages for every mistake of the syntax; a folder's name begins with the code that it is about. */
class MistakesGoldenTest {
    private static final Golden GOLDEN = Golden.of("golden/mistakes");

    static Stream<String> cases() {
        return GOLDEN.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyMistakeIsToldToTheLetter(String name) {
        GOLDEN.check(name, "expected.txt", DiagnosticRenderer.plain().render(diagnostics(name)));
    }

    @Test
    void everyCodeOfTheSyntaxHasACase() {
        Set<Code> told = cases().flatMap(name -> diagnostics(name).stream())
                .map(Diagnostic::code)
                .collect(Collectors.toSet());
        List<Code> silent = Arrays.stream(Code.values())
                .filter(code -> code.name().startsWith("RB01") && !told.contains(code))
                .filter(code -> code != Code.RB0131)
                .toList();
        assertEquals(List.of(), silent);
    }

    private static List<Diagnostic> diagnostics(String name) {
        return switch (RunbookParser.decode("input.rb", bytes(name))) {
            case DecodeResult.NotText(var diagnostics) -> diagnostics;
            case DecodeResult.Valid(var source) ->
                assertInstanceOf(ParseResult.Broken.class, RunbookParser.parse(source), "a mistake is expected")
                        .diagnostics();
        };
    }

    private static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(GOLDEN.folder(name).resolve("input.rb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
