package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The IPs and host names that load balancers have given to services, ingresses and gateways. */
public final class Addresses {
    private Addresses() {}

    /** The addresses of these objects, sorted, each once. */
    public static List<String> of(List<KubeObject> objects) {
        TreeSet<String> addresses = new TreeSet<>();
        objects.forEach(o -> addresses.addAll(of(o)));
        return List.copyOf(addresses);
    }

    /** The addresses of one object; none for a kind that has none. */
    public static List<String> of(KubeObject object) {
        return switch (object.kind()) {
            case "Service", "Ingress" ->
                entries(object, "status", "loadBalancer", "ingress")
                        .flatMap(e -> Stream.of("ip", "hostname").map(e::get).flatMap(Addresses::text))
                        .toList();
            case "Gateway" ->
                entries(object, "status", "addresses")
                        .map(e -> e.get("value"))
                        .flatMap(Addresses::text)
                        .toList();
            default -> List.of();
        };
    }

    /** Whether a load balancer owes this object an address. */
    public static boolean owed(KubeObject object) {
        return switch (object.kind()) {
            case "Service" -> object.text("spec", "type").equals(Optional.of("LoadBalancer"));
            case "Gateway" -> object.apiVersion().startsWith("gateway.networking.k8s.io/");
            default -> false;
        };
    }

    private static Stream<Map<?, ?>> entries(KubeObject object, String... path) {
        return object.at(path).stream()
                .flatMap(v -> v instanceof List<?> list ? list.stream() : Stream.empty())
                .flatMap(e -> e instanceof Map<?, ?> map ? Stream.of(map) : Stream.empty());
    }

    private static Stream<String> text(Object value) {
        return value instanceof String s && !s.isEmpty() ? Stream.of(s) : Stream.empty();
    }
}
