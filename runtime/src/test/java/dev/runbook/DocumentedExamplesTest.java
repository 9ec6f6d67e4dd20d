package dev.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example in the docs is a runbook, or a part of one that stands in it as it is. */
class DocumentedExamplesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```ruby\n(.*?)```");

    private static final Pattern BINDS = Pattern.compile("(?m)^(?:(?:param|secret) :)?(\\w+)(?:,| +=)");

    /** What a part of a runbook may take for granted. */
    private static final String AROUND = """
            runbook "Example"
            param :release, "Release", default: "coder"
            param :chart,   "Chart", default: "coder/coder"
            param :values,  "File of the values", default: "current-values.yml"
            param :host,    "Host name", optional: true
            secret :database, "PostgreSQL URL", optional: true
            param :server,  "Name server", optional: true
            secret :dns_key, "Key of the name server", optional: true
            target = helm.chart(chart)
            address = service("coderd").address
            fresh = release_resources(release).addresses
            """;

    /** An example, with the place where it stands. */
    record Example(String place, String text) {
        @Override
        public String toString() {
            return place;
        }

        /** The example as a whole runbook: what it does not say itself is put before it. */
        String inPlace() {
            if (text.lines().anyMatch(line -> line.startsWith("runbook "))) {
                return text;
            }
            if (text.lines().anyMatch(line -> line.matches("(replace|before|after|remove|set) .*"))) {
                return "runbook \"Example\"\nextends \"update-coder.rb\"\n" + text;
            }
            return AROUND.lines().filter(line -> !says(line)).collect(Collectors.joining("\n", "", "\n")) + text;
        }

        /** Whether the example itself binds the name that a line of what is around binds. */
        private boolean says(String line) {
            Matcher m = BINDS.matcher(line);
            return m.find()
                    && BINDS.matcher(text)
                            .results()
                            .anyMatch(own -> own.group(1).equals(m.group(1)));
        }
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher m = EXAMPLE.matcher(text);
            while (m.find()) {
                long line = text.substring(0, m.start(1)).lines().count() + 1;
                examples.add(new Example(page.getFileName() + ":" + line, m.group(1)));
            }
        }
        assertTrue(examples.size() > 5, "the pages hold examples");
        return examples;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void each_can_be_checked_without_a_mistake(Example example) {
        Source source = Source.of(example.place(), example.inPlace());
        Checked checked = Checker.check(source, ShippedRunbooksTest::load, ShippedProviders.ALL.catalogue());
        if (checked instanceof Checked.Unsound(var diagnostics)) {
            assertEquals("", DiagnosticRenderer.plain().render(diagnostics));
        }
    }

    @Test
    void each_step_that_the_page_on_coders_guide_names_is_in_the_runbook() throws IOException {
        String runbook = Files.readString(ROOT.resolve("runbooks/update-coder.rb"));
        List<String> named = Pattern.compile("`(step \"[^\"]+\")")
                .matcher(Files.readString(ROOT.resolve("docs/updating-coder.md")))
                .results()
                .map(m -> m.group(1))
                .distinct()
                .toList();
        assertTrue(named.size() > 15, named::toString);
        assertEquals(
                List.of(),
                named.stream().filter(step -> !runbook.contains(step)).toList());
    }
}
