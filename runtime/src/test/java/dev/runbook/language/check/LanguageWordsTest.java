package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.LanguageWords;
import dev.runbook.parse.RunbookParser;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code runbook explain} knows every word that the grammar has, and shows nothing that would not pass the check. */
class LanguageWordsTest {
    private static final Pattern EXAMPLE = Pattern.compile("```ruby\n(.*?)```", Pattern.DOTALL);

    @Test
    void every_word_of_the_grammar_is_explained() {
        LanguageWords words = LanguageWords.read();
        Catalogue catalogue = ShippedProviders.ALL.catalogue();
        List<String> unknown = RunbookParser.words().stream()
                .filter(word ->
                        words.page(word).isEmpty() && catalogue.named(word).isEmpty())
                .toList();
        assertEquals(List.of(), unknown);
        assertEquals(true, RunbookParser.words().containsAll(List.of("rescue", "elsif", "try_again", "until", "nil")));
    }

    @Test
    void every_option_is_explained() {
        Catalogue catalogue = ShippedProviders.ALL.catalogue();
        List<String> unknown = Stream.concat(catalogue.forms().stream(), catalogue.all().stream())
                .flatMap(signature -> signature.options().stream())
                .map(option -> option.name() + ":")
                .filter(option -> LanguageWords.option(catalogue, option).isEmpty())
                .toList();
        assertEquals(List.of(), unknown);
    }

    static Stream<String> pages() {
        LanguageWords words = LanguageWords.read();
        return words.words().stream()
                .map(word -> words.page(word).orElseThrow())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_example_passes_the_check(String page) {
        List<String> examples =
                EXAMPLE.matcher(page).results().map(m -> m.group(1)).toList();
        assertEquals(1, examples.size());
        InMemoryFolder folder = new InMemoryFolder()
                .with("input.rb", examples.getFirst())
                .with("base.rb", ExplainPagesTest.BASE)
                .with("common.rb", "runbook \"Common\"\n\nstep \"Say\" do\n  note \"hello\"\nend\n");
        assertEquals("", DiagnosticRenderer.plain().render(InMemoryFolder.diagnostics(folder.check("input.rb"))));
    }
}
