package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.diagnostic.Severity;
import dev.runbook.golden.Golden;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.SignatureText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example that {@code runbook explain} shows would pass the check, and its page is drawn as expected. */
class CatalogueExamplesTest {
    private static final String NAMES = """
            runbook "Example"
            param :release, "Release", default: "coder"
            param :repo_url, "Repository", default: "https://helm.coder.com"
            param :replicas_wanted, "Pods", default: 2
            secret :token, "Token", optional: true
            """;

    static Stream<Signature> signatures() {
        Catalogue catalogue = ShippedProviders.ALL.catalogue();
        return Stream.concat(catalogue.all().stream(), catalogue.forms().stream());
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void its_example_passes_the_check(Signature signature) {
        String example = signature.example();
        boolean statement = errors(NAMES + example + "\n").isEmpty();
        // A field's example may be the bare expression.
        String inside = signature.receiver().isPresent() && !statement ? value(signature) : NAMES + example + "\n";
        assertEquals("", errors(inside), signature::name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm.rollback", "dns.update"})
    void the_page_of_an_action_shows_all_that_it_takes(String action) throws Exception {
        Golden.of("golden/signature")
                .check(
                        action + ".txt",
                        SignatureText.page(ShippedProviders.ALL
                                .catalogue()
                                .standing(action)
                                .orElseThrow()));
    }

    private static String value(Signature signature) {
        return NAMES
                + (signature.example().startsWith("revision.")
                        ? "for revision in helm.history(\"coder\") do\n  note \"#{" + signature.example() + "}\"\nend\n"
                        : "for x in [" + signature.example() + "] do\n  note \"one\"\nend\n");
    }

    private static String errors(String text) {
        List<Diagnostic> errors =
                InMemoryFolder.diagnostics(new InMemoryFolder()
                                .with("example.rb", withOld(text))
                                .check("example.rb"))
                        .stream()
                        .filter(d -> d.severity() == Severity.ERROR)
                        .toList();
        return errors.stream().map(DiagnosticRenderer.plain()::render).collect(Collectors.joining());
    }

    /** Examples speak of a database that is an input, and those of waits of resources that were looked up before. */
    private static String withOld(String text) {
        String given = text.contains("database") && !text.contains("secret :database")
                ? text.replaceFirst("(?m)^secret", "secret :database, \"PostgreSQL URL\", optional: true\nsecret")
                : text;
        return old(given);
    }

    private static String old(String text) {
        return text.contains("old.") && !text.contains("old =")
                ? text.replaceFirst("(?m)^secret", "old = release_resources(\"coder\")\nsecret")
                : text;
    }
}
