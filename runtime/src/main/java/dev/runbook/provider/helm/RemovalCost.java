package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Addresses;
import dev.runbook.provider.kube.CustomKinds;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is missed when the next version of a chart brings it no more, although it holds no data. */
final class RemovalCost {
    private static final Set<String> OPEN_TO_OTHERS = Set.of("LoadBalancer", "NodePort");

    private RemovalCost() {}

    /** What the object is, and why it is missed; empty for one that is not. */
    static Optional<String> words(KubeObject object) {
        String name = object.id().shortName();
        return switch (object.kind()) {
            case "Ingress" -> Optional.of(name + ", which serves traffic" + addresses(object));
            case "NetworkPolicy" -> Optional.of(name + ", which guards traffic");
            case "Service" ->
                object.text("spec", "type")
                        .filter(OPEN_TO_OTHERS::contains)
                        .map(type -> name + ", which serves traffic as " + type + addresses(object));
            default ->
                CustomKinds.have(object.apiVersion())
                        ? Optional.of(name + " (" + object.apiVersion() + ")" + addresses(object))
                        : Optional.empty();
        };
    }

    private static String addresses(KubeObject object) {
        List<String> addresses = Addresses.of(object);
        return addresses.isEmpty() ? "" : " at " + String.join(", ", addresses);
    }
}
