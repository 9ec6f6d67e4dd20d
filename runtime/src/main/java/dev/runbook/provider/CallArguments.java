package dev.runbook.provider;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import java.util.Optional;

/** What a call was given, as the lookups of the cluster need it. */
public final class CallArguments {
    private CallArguments() {}

    /** The text at a place of the positional arguments; empty when it was left out or is nil. */
    public static Optional<String> text(Call call, int place) {
        return place < call.positional().size()
                ? Optional.of(call.positional().get(place))
                        .filter(v -> !(v instanceof Value.Nil))
                        .map(v -> text(call, v))
                : Optional.empty();
    }

    public static Optional<String> text(Call call, String option) {
        return call.option(option).map(v -> text(call, v));
    }

    /** The namespace that the call names, or the default where it stands. */
    public static String namespace(Call call) {
        // Of an object that no namespace holds, a failure names an empty one.
        return call.option("namespace")
                .filter(given -> !given.equals(Value.of("")))
                .map(given -> text(call, given))
                .orElseGet(() -> text(call, call.namespace()));
    }

    /** The resources that a member is asked of. */
    public static Resources resources(Call call) {
        if (call.receiver().orElse(Value.NIL) instanceof Resources resources) {
            return resources;
        }
        throw wrong(call.signature().name() + " is used on something that is not resources");
    }

    public static Failed wrong(String summary, String... advice) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, advice));
    }

    private static String text(Call call, Value value) {
        return given(call.signature().name(), value instanceof Value.Text(String text) ? text : "");
    }

    /** Gives a name, labels, a release or a namespace back, and fails when it is empty. */
    public static String given(String lookup, String text) {
        if (text.isEmpty()) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    lookup + " needs a text that is not empty for each name, label and namespace",
                    "Write it, or leave it out."));
        }
        return text;
    }
}
