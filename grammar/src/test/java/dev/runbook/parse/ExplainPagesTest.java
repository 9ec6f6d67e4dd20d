package dev.runbook.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each code of the syntax has a page, whose wrong example has that very mistake and whose right one has none. */
class ExplainPagesTest {
    /** What these are about cannot be shown in a text. */
    private static final Set<Code> WITHOUT_EXAMPLE = Set.of(Code.RB0129, Code.RB0130, Code.RB0131);

    private static final Pattern EXAMPLE = Pattern.compile("```ruby\n(.*?)```", Pattern.DOTALL);

    static Stream<Code> codes() {
        return Arrays.stream(Code.values()).filter(code -> code.name().startsWith("RB01"));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aPageShowsTheMistakeAndItsMending(Code code) throws IOException {
        String page = page(code);
        assertTrue(page.startsWith("# " + code + ": " + code.title() + "\n"), page);
        List<String> examples =
                EXAMPLE.matcher(page).results().map(match -> match.group(1)).toList();
        if (WITHOUT_EXAMPLE.contains(code)) {
            assertEquals(List.of(), examples);
            return;
        }
        assertEquals(2, examples.size());
        ParseResult wrong = RunbookParser.parse(Source.of("wrong.rb", examples.get(0)));
        List<Code> told = assertInstanceOf(ParseResult.Broken.class, wrong).diagnostics().stream()
                .map(Diagnostic::code)
                .distinct()
                .toList();
        assertEquals(List.of(code), told);
        ParseResult right = RunbookParser.parse(Source.of("right.rb", examples.get(1)));
        assertInstanceOf(ParseResult.Tree.class, right, right::toString);
    }

    private static String page(Code code) throws IOException {
        try (InputStream in = Code.class.getResourceAsStream("/dev/runbook/explain/" + code + ".md")) {
            assertNotNull(in, () -> "no page for " + code);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
