package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code resources.field("spec.replicas")}: what stands at a path of one object. */
public final class ResourceField implements ResourcesLookup {
    private static final Set<String> SECRET_PARTS = Set.of("data", "stringData");
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    @Override
    public String name() {
        return "resources.field";
    }

    @Override
    public boolean tellsContents() {
        return true;
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String written = CallArguments.text(call, 0).orElseThrow(() -> CallArguments.wrong("field needs a path"));
        FieldPath path = FieldPath.of(written);
        Optional<SetMember> member = SetMember.only(call);
        if (member.isEmpty()) {
            SetMember.reportNone(call);
            return Value.NIL;
        }
        if (member.get().object().isEmpty()) {
            member.get().reportAbsent(call);
            return Value.NIL;
        }
        KubeObject object = member.get().object().get();
        Value value = isSecret(object)
                ? ofSecret(object, path, written)
                : value(path.in(object.content()).orElse(Value.NIL));
        call.observer().pending(new Observer.Pending(member.get().id(), written + " is " + shown(value), ""));
        return value;
    }

    private static boolean isSecret(KubeObject object) {
        return object.kind().equals("Secret") && object.apiVersion().equals("v1");
    }

    private static Value ofSecret(KubeObject object, FieldPath path, String written) {
        String name = object.id().shortName();
        if (SECRET_PARTS.contains(path.keys().getFirst())) {
            if (path.keys().size() != 2) {
                throw CallArguments.wrong(
                        "the whole data of " + name + " is not shown",
                        "Name one key: field(\"data.KEY\") gives it as a secret value.");
            }
            return path.in(object.content())
                    .<Value>map(v -> new Value.Secret(name + " " + written, decoded(path, String.valueOf(v))))
                    .orElse(Value.NIL);
        }
        return value(path.in(withoutLastApplied(object.content())).orElse(Value.NIL));
    }

    private static String decoded(FieldPath path, String content) {
        return path.keys().getFirst().equals("data")
                ? new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8)
                : content;
    }

    /** kubectl keeps a copy of a Secret's data in an annotation. */
    private static Map<String, Object> withoutLastApplied(Map<String, Object> content) {
        Map<String, Object> copy = new LinkedHashMap<>(content);
        if (content.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("annotations") instanceof Map<?, ?> annotations) {
            Map<Object, Object> fewer = new LinkedHashMap<>(annotations);
            fewer.remove(LAST_APPLIED);
            Map<Object, Object> rest = new LinkedHashMap<>(metadata);
            rest.put("annotations", fewer);
            copy.put("metadata", rest);
        }
        return copy;
    }

    private static Value value(Object plain) {
        return switch (plain) {
            case Value value -> value;
            case String text -> Value.of(text);
            case Boolean bool -> Value.of(bool.booleanValue());
            case Double fraction -> Value.of(fraction.toString());
            case Number whole -> Value.of(whole.longValue());
            case List<?> list ->
                new Value.List(list.stream().map(ResourceField::value).toList());
            case Map<?, ?> map -> {
                Map<String, Value> entries = new LinkedHashMap<>();
                map.forEach((k, v) -> entries.put(String.valueOf(k), v == null ? Value.NIL : value(v)));
                yield new Value.Map(entries);
            }
            default -> Value.of(String.valueOf(plain));
        };
    }

    private static String shown(Value value) {
        return switch (value) {
            case Value.Text(String text) -> "\"" + text + "\"";
            case Value.Int(long number) -> String.valueOf(number);
            case Value.Bool(boolean holds) -> String.valueOf(holds);
            case Value.Nil nil -> "not there";
            case Value.List items -> "a list of " + items.items().size();
            case Value.Map entries -> "a map of " + entries.entries().size();
            case Value.Secret secret -> "a secret";
            case Value.Duration other -> other.toString();
            case Value.Version other -> other.toString();
            case Value.Pattern other -> other.toString();
            case Value.Entity other -> other.type();
            case dev.runbook.language.value.Resources other -> other.label();
            case Value.Unknown other -> other.label();
        };
    }
}
