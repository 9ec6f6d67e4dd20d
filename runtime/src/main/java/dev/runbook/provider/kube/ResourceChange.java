package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the actions on resources have in common: which objects they mean, and what becomes of a failure. */
final class ResourceChange {
    private ResourceChange() {}

    /** One change to one object. */
    interface ObjectPatch {
        /** Makes the change; false when there was nothing to change. */
        boolean make(ResourceId object) throws InterruptedException;
    }

    /** Makes the change to each object in turn; the first failure ends it. */
    static Outcome each(Call call, String done, ObjectPatch change) throws InterruptedException {
        int changed = 0;
        int untouched = 0;
        try {
            for (ResourceId object : resources(call).members()) {
                if (change.make(object)) {
                    changed++;
                } else {
                    untouched++;
                }
            }
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
        String summary = done + " " + changed + (changed == 1 ? " object" : " objects");
        return Outcome.done(untouched == 0 ? summary : summary + "; " + untouched + " not there any more");
    }

    /** The object, which must have been there when it was looked up. */
    static ResourceId present(ResourceId object) {
        if (object.uid().isEmpty()) {
            throw wrong("there is no " + object.shortName()
                    + (object.namespace().isEmpty() ? "" : " in namespace " + object.namespace()));
        }
        return object;
    }

    static Failed wrong(String summary, String... advice) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, advice));
    }

    /** {@code service/coderd, deployment/coderd}, for plans and journals. */
    static String words(Call call) {
        Optional<Value> given = call.positional().stream().findFirst();
        return switch (given.orElse(Value.NIL)) {
            case Resources resources -> {
                List<ResourceId> members = resources.members();
                String names =
                        members.stream().limit(5).map(ResourceId::shortName).collect(Collectors.joining(", "));
                yield members.isEmpty()
                        ? "nothing: there are no " + resources.label()
                        : members.size() > 5 ? names + " and " + (members.size() - 5) + " more" : names;
            }
            case Value.Unknown unknown -> ArgumentText.of(unknown, "resource");
            case Value other -> other.toString();
        };
    }

    /** The labels of a call as Kubernetes takes them: texts, and null to take a key away. */
    static Map<String, Object> labels(Call call) {
        Map<String, Object> labels = texts(call, 1);
        labels.forEach((key, value) -> {
            LabelNames.key(key);
            if (value instanceof String text) {
                LabelNames.value(text);
            }
        });
        return labels;
    }

    /** The same for annotations, whose values may be any text. */
    static Map<String, Object> annotations(Call call) {
        Map<String, Object> annotations = texts(call, 1);
        annotations.keySet().forEach(LabelNames::annotationKey);
        return annotations;
    }

    private static Map<String, Object> texts(Call call, int place) {
        Map<String, Object> texts = new LinkedHashMap<>();
        if (call.positional().get(place) instanceof Value.Map(Map<String, Value> entries)) {
            entries.forEach((key, value) -> texts.put(key, text(call, key, value)));
            return texts;
        }
        throw wrong(call.signature().name() + " needs a map, such as { team: \"platform\" }");
    }

    @SuppressWarnings("NullAway") // A null in a merge patch is how a key is taken away.
    private static Object text(Call call, String key, Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Int(long number) -> String.valueOf(number);
            case Value.Bool(boolean holds) -> String.valueOf(holds);
            case Value.Version version -> version.version().text();
            case Value.Nil nil -> null;
            case Value.Duration other -> throw notText(call, key);
            case Value.List other -> throw notText(call, key);
            case Value.Map other -> throw notText(call, key);
            case Value.Pattern other -> throw notText(call, key);
            case Value.Secret other -> throw notText(call, key);
            case Value.Entity other -> throw notText(call, key);
            case Resources other -> throw notText(call, key);
            case Value.Unknown other -> throw notText(call, key);
        };
    }

    private static Failed notText(Call call, String key) {
        return wrong("%s: the value of %s must be a text that everybody may read"
                .formatted(call.signature().name(), key));
    }

    /** The keys of a map argument, for plans. */
    static String keys(Call call, int place) {
        return call.positional().get(place) instanceof Value.Map(Map<String, Value> entries)
                ? String.join(", ", entries.keySet())
                : "<map>";
    }

    static Resources resources(Call call) {
        if (call.positional().getFirst() instanceof Resources resources) {
            return resources;
        }
        throw wrong(call.signature().name() + " is given something that is not resources");
    }
}
