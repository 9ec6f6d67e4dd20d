package dev.runbook.language.eval;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Where;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets among texts. One that is compared is compared by what it is; one that would become a part of a text is
 * refused, since that text would hold either the secret, for all to see, or its name, which no program can use.
 */
final class SecretTexts {
    private SecretTexts() {}

    /** What a comparison goes by, which gives no more than yes or no. */
    static String content(Value value) {
        return value instanceof Value.Secret(String _, String content) ? content : ValueText.of(value);
    }

    /** The text of a value that holds no secret. */
    static String without(Value value, Where where) {
        secretIn(value).ifPresent(secret -> {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "the text " + where.text() + " would contain the secret " + secret.name() + " (" + where.place()
                            + "), and a secret never becomes part of a text",
                    "Nothing was done. Give the secret to the program that needs it: run \"PROGRAM\", env: { NAME: SECRET };"
                            + " it can put it into a text."));
        });
        return ValueText.of(value);
    }

    private static Optional<Value.Secret> secretIn(Value value) {
        return switch (value) {
            case Value.Secret secret -> Optional.of(secret);
            case Value.List(var items) -> first(items);
            case Value.Map(Map<String, Value> entries) -> first(entries.values());
            case Value.Text _,
                    Value.Int _,
                    Value.Bool _,
                    Value.Nil _,
                    Value.Duration _,
                    Value.Version _,
                    Value.Pattern _,
                    Value.Entity _,
                    Resources _,
                    Value.Unknown _ -> Optional.empty();
        };
    }

    private static Optional<Value.Secret> first(Collection<Value> values) {
        return values.stream()
                .map(SecretTexts::secretIn)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
