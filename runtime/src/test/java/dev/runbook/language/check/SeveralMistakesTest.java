package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runbooks with several mistakes of their own: each is told once, where it is, and none hides another. */
class SeveralMistakesTest {
    private static final Path RUNBOOKS = Path.of("src/test/resources/several-mistakes.txt");

    /** Stands alone on a line, before the line with the mistakes that it names. */
    private static final String MARK = "#>";

    static Stream<String> runbooks() throws IOException {
        return Stream.of(Files.readString(RUNBOOKS).split("\n====\n"));
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void everyMistakeIsToldOnceWhereItIs(String runbook) {
        List<String> expected = new ArrayList<>();
        List<String> lines = runbook.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(MARK)) {
                for (String code :
                        lines.get(i).strip().substring(MARK.length()).strip().split(" ", -1)) {
                    expected.add(code + " " + (i + 2));
                }
            }
        }
        assertEquals(
                expected.stream().sorted().toList(),
                InMemoryFolder.diagnostics(InMemoryFolder.check("a.rb", runbook)).stream()
                        .map(d -> d.code() + " " + d.primary().span().from().line())
                        .sorted()
                        .toList());
    }
}
