package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.kube.Selection;
import dev.runbook.value.Resources;
import dev.runbook.value.Value;
import java.util.Optional;

/** What a call was given, as the lookups of the cluster need it. */
final class Given {
    private Given() {}

    /** The text at a place of the positional arguments; empty when it was left out or is nil. */
    static Optional<String> text(Call call, int place) {
        return place < call.positional().size()
                ? Optional.of(call.positional().get(place))
                        .filter(v -> !(v instanceof Value.Nil))
                        .map(v -> text(call, v))
                : Optional.empty();
    }

    static Optional<String> text(Call call, String option) {
        return call.option(option).map(v -> text(call, v));
    }

    /** The namespace that the call names, or the default where it stands. */
    static String namespace(Call call) {
        // Of an object that no namespace holds, a failure names an empty one.
        return call.option("namespace")
                .filter(given -> !given.equals(Value.of("")))
                .map(given -> text(call, given))
                .orElseGet(() -> text(call, call.namespace()));
    }

    /** The resources that a member is asked of. */
    static Resources resources(Call call) {
        if (call.receiver().orElse(Value.NIL) instanceof Resources resources) {
            return resources;
        }
        throw wrong(call.signature().name() + " is asked of something that is not resources");
    }

    static Failed wrong(String summary, String... advice) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, advice));
    }

    private static String text(Call call, Value value) {
        return Selection.given(call.signature().name(), value instanceof Value.Text(String text) ? text : "");
    }
}
