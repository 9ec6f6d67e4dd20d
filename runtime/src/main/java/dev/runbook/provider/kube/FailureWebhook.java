package dev.runbook.provider.kube;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code failure.webhook}: what stands behind a webhook that did not answer, as it is now. */
public final class FailureWebhook implements Lookup {
    private static final Pattern ASKED = Pattern.compile(
            "failed calling webhook .*?https?://(?P<name>[a-z0-9-]+)\\.(?P<namespace>[a-z0-9-]+)\\.svc[:/]");

    @Override
    public String name() {
        return "failure.webhook";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String output = call.receiver().orElse(Value.NIL) instanceof Value.Entity failure
                ? FailureObject.text(failure, "output").replaceAll("\\s+", " ")
                : "";
        Matcher asked = ASKED.matcher(output);
        if (!asked.find()) {
            return NamedObject.resources("the pods of the webhook", List.of(), false);
        }
        ResourceId service = new ResourceId("v1", "Service", asked.group("namespace"), asked.group("name"), "");
        ClusterReader cluster = call.client(ClusterReader.class);
        NamedObject named = FailureObject.now(call, service);
        String selector = named.object().map(FailureWebhook::selector).orElse("");
        String label = "the pods of " + service.shortName();
        if (selector.isEmpty()) {
            return NamedObject.resources(label, List.of(named), false);
        }
        List<NamedObject> pods = cluster.list(cluster.kind("v1/Pod"), service.namespace(), selector).stream()
                .map(NamedObject::of)
                .toList();
        return NamedObject.resources(label, pods.isEmpty() ? List.of(none(service)) : pods, false);
    }

    /** A service that is there says nothing of its pods: without any it is not ready. */
    private static NamedObject none(ResourceId service) {
        ResourceId pod = new ResourceId("v1", "Pod", service.namespace(), service.name(), "");
        return new NamedObject(pod, Optional.empty());
    }

    private static String selector(KubeObject service) {
        return service.at("spec", "selector").orElse(Map.of()) instanceof Map<?, ?> labels
                ? labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","))
                : "";
    }
}
