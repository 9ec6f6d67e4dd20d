package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.Parameter;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArgumentRulesTest {
    /** What no text is refused for: what people read, what a file holds, what is only compared. */
    private static final Set<String> ANY_TEXT = Set.of(
            "file.write text",
            "resources.condition condition",
            "resources.condition? condition",
            "string.include? part",
            "string.start_with? beginning",
            "string.end_with? end",
            "list.join separator",
            "map.include? key",
            "helm.check_values leaving",
            "helm.quote_values keys",
            "resource.apply manifests");

    /** One of these no form of any kind takes. */
    private static final List<String> WRONG = List.of("", "\0", "-a b/\0/..", "a..b[", "http//x y");

    @Test
    void every_text_that_a_run_demands_a_form_of_has_it_here() {
        Set<String> free = new TreeSet<>();
        for (Signature signature : ShippedProviders.ALL.catalogue().all()) {
            Stream.of(signature.positional().stream(), signature.rest().stream(), signature.options().stream())
                    .flatMap(s -> s)
                    .filter(parameter -> parameter.oneOf().isEmpty() && ofText(parameter.type()))
                    .filter(parameter -> !readsAnything(signature, parameter))
                    .forEach(parameter -> free.add(Catalogue.fullName(signature) + " " + parameter.name()));
        }
        assertEquals(new TreeSet<>(ANY_TEXT), free);
    }

    private static boolean ofText(Type type) {
        return type == Type.Basic.TEXT
                || type == Type.Basic.VERSION
                || (type instanceof Type.ListOf list && list.item() == Type.Basic.TEXT);
    }

    private static boolean readsAnything(Signature signature, Parameter parameter) {
        Consumer<String> form =
                text -> ShippedProviders.ALL.catalogue().rules().text(signature, parameter.name(), text);
        return WRONG.stream().anyMatch(text -> refuses(form, text));
    }

    private static boolean refuses(Consumer<String> form, String text) {
        try {
            form.accept(text);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
