package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of {@code runbook explain RB02xx} keep their word: the wrong example is wrong, the right one is right. */
class ExplainPagesTest {
    private static final Pattern EXAMPLE = Pattern.compile("```ruby\n(.*?)```", Pattern.DOTALL);
    static final String BASE = """
            runbook "Base"

            param :namespace, "Namespace", default: "coder"

            in_namespace namespace

            step "Upgrade" do
              step "Wait" do
                wait 5.seconds
              end
            end

            step "Check" do
              step "Wait" do
                wait 5.seconds
              end
            end

            step "Migrate" do
              run "migrate"

            rescue CommandFailed
              run "migrate", "--back"

            ensure
              note "it has ended"
            end

            step "Tell", if: namespace == "coder" do
              note "it is done"
            end
            """;

    static Stream<Code> codes() {
        return Arrays.stream(Code.values()).filter(code -> code.name().startsWith("RB02"));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void its_examples_are_what_they_say(Code code) {
        String page = page(code);
        List<String> examples = EXAMPLE.matcher(page)
                .results()
                .map(MatchResult::group)
                .map(ExplainPagesTest::inside)
                .toList();
        assertEquals("# " + code + ": " + code.title(), page.lines().findFirst().orElse(""));
        assertEquals(2, examples.size());
        assertTrue(codesOf(examples.getFirst()).contains(code), () -> code + " is not what is wrong with it");
        assertEquals(List.of(), codesOf(examples.getLast()));
    }

    private static String inside(String example) {
        return example.substring("```ruby\n".length(), example.length() - "```".length());
    }

    private static List<Code> codesOf(String example) {
        InMemoryFolder folder = new InMemoryFolder()
                .with("input.rb", example)
                .with("base.rb", BASE)
                .with("common.rb", "runbook \"Common\"\n\nstep \"Say\" do\n  note \"hello\"\nend\n");
        return InMemoryFolder.diagnostics(folder.check("input.rb")).stream()
                .map(Diagnostic::code)
                .toList();
    }

    private static String page(Code code) {
        try (InputStream in = Code.class.getResourceAsStream("/dev/runbook/explain/" + code.name() + ".md")) {
            assertTrue(in != null, () -> "no page for " + code);
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
