package dev.runbook.provider.kube;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.provider.CallArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which texts can be names, kinds, labels and paths of objects, and in which ways objects are found. */
final class KubeRules implements ArgumentRules {
    /** Kinds whose objects may be called almost anything. */
    private static final String OF_RIGHTS = "(?i).*\\b(cluster)?role(binding)?s?\\b.*";

    @Override
    public void text(Signature signature, String parameter, String text) {
        boolean selects = selects(signature);
        switch (parameter) {
            case "namespace" -> ObjectNames.namespace(text);
            case "release" -> ReleaseNames.of(selects ? CallArguments.given(signature.name(), text) : text);
            case "kind" -> {
                if (selects) {
                    ObjectSelection.kind(text);
                }
            }
            case "labels" -> {
                if (selects) {
                    LabelSelectorSyntax.of(CallArguments.given(signature.name(), text));
                }
            }
            case "snapshot_class" -> ObjectNames.of("volumesnapshotclass", text);
            case "name" -> name(signature, text);
            case "path" -> {
                if (signature.name().equals("field")) {
                    FieldPath.of(text);
                }
            }
            default -> {}
        }
    }

    private static void name(Signature signature, String text) {
        if (signature.name().equals("resource.snapshot")) {
            ObjectNames.of("volumesnapshot", text);
        } else if (selects(signature)) {
            CallArguments.given(signature.name(), text);
            // Which names there are depends on the kind.
            if (!signature.name().equals(ObjectsOfKind.ANY_KIND)) {
                ObjectNames.of(signature.name(), text);
            }
        }
    }

    @Override
    public void entry(Signature signature, String parameter, String key, Value value) {
        switch (parameter) {
            case "labels" -> {
                LabelNames.key(key);
                if (!(value instanceof Value.Nil || value instanceof Value.Unknown)) {
                    LabelNames.value(ArgumentText.of(value, key));
                }
            }
            case "annotations" -> LabelNames.annotationKey(key);
            default -> {}
        }
    }

    @Override
    public void together(
            Signature signature, List<Value> positional, Map<String, Value> options, List<Boolean> written) {
        if (signature.name().equals(ObjectsOfKind.ANY_KIND)) {
            oneOf(signature, positional, options, 1);
            object(positional);
        } else if (selects(signature)) {
            oneOf(signature, positional, options, 0);
        }
    }

    @Override
    public void namespace(String text) {
        ObjectNames.namespace(text);
    }

    /** Whether a lookup finds objects by a name, labels or a release. */
    private static boolean selects(Signature signature) {
        return signature.role() == Signature.Role.LOOKUP
                && signature.receiver().isEmpty()
                && (signature.name().equals(ObjectsOfKind.ANY_KIND)
                        || ClusterSignatures.kinds().contains(signature.name()));
    }

    private static void oneOf(Signature signature, List<Value> positional, Map<String, Value> options, int before) {
        List<Value> ways = new ArrayList<>(positional.stream().skip(before).toList());
        List.of("labels", "release")
                .forEach(way -> Optional.ofNullable(options.get(way)).ifPresent(ways::add));
        // A value that may be nil is known in the run alone.
        if (ways.stream().noneMatch(Value.Unknown.class::isInstance)) {
            ObjectSelection.oneOf(
                    signature.name(),
                    ways.stream().filter(way -> !(way instanceof Value.Nil)).count());
        }
    }

    private static void object(List<Value> positional) {
        if (positional.size() > 1
                && positional.get(0) instanceof Value.Text(String kind)
                && positional.get(1) instanceof Value.Text(String name)
                && !kind.matches(OF_RIGHTS)) {
            ObjectNames.of(kind.substring(kind.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT), name);
        }
    }
}
