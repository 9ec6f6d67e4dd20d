package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Pods;
import dev.runbook.provider.kube.ObjectConditions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the pod that has a database, and the port that it listens on there, as kubectl port-forward does. */
record PodSearch(ClusterReader cluster) {
    private static final String POD = "pod";

    /** A pod, in the container that listens on the port. */
    record PodPort(Pods.Pod pod, int port) {}

    PodPort find(ConnectionSpec.Through through, String port) throws InterruptedException {
        int slash = through.object().indexOf('/');
        Kind kind = cluster.kind(slash < 0 ? POD : through.object().substring(0, slash));
        String name = through.object().substring(slash + 1);
        KubeObject object = cluster.get(kind, through.namespace(), name)
                .orElseThrow(() -> PostgresFailures.of(
                        "there is no %s in namespace %s".formatted(shown(kind, name), through.namespace()),
                        "Check through: and the namespace."));
        return switch (kind.name()) {
            case "Pod" -> found(object, port);
            case "Service" -> {
                KubeObject pod = ready(kind, object, "spec", "selector");
                yield found(pod, target(object, port));
            }
            default -> found(ready(kind, object, "spec", "selector", "matchLabels"), port);
        };
    }

    private static String shown(Kind kind, String name) {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + name;
    }

    /** The first pod by name that is ready. */
    private KubeObject ready(Kind kind, KubeObject object, String... selector) throws InterruptedException {
        String labels = object.at(selector).filter(Map.class::isInstance).stream()
                .flatMap(map -> ((Map<?, ?>) map).entrySet().stream())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining(","));
        String shown = shown(kind, object.name());
        if (labels.isEmpty()) {
            throw PostgresFailures.of(
                    shown + " does not say which pods are its own", "Name the pod itself: through: \"pod/NAME\".");
        }
        List<KubeObject> pods = cluster.list(cluster.kind(POD), object.namespace(), labels);
        return pods.stream()
                .filter(pod -> pod.text("metadata", "deletionTimestamp").isEmpty())
                .filter(pod -> ObjectConditions.of(pod, "Ready")
                        .filter(ObjectConditions.Condition::holds)
                        .isPresent())
                .min(Comparator.comparing(KubeObject::name))
                .orElseThrow(() -> new Failed(Failure.of(
                        FailureClass.Unreachable,
                        pods.isEmpty() ? shown + " has no pod" : "no pod of " + shown + " is ready",
                        "Wait until one is: kubectl get pods --namespace " + object.namespace() + " -l " + labels
                                + " shows them.")));
    }

    /** The port of the pod that a port of the service leads to: a number, or a name that the pod gives one. */
    private static String target(KubeObject service, String port) {
        List<KubeObject> ports = entries(service, "spec", "ports").toList();
        return ports.stream()
                .filter(entry -> entry.text("port").filter(port::equals).isPresent())
                .map(entry -> entry.text("targetPort").orElse(port))
                .findFirst()
                .orElseThrow(() -> PostgresFailures.of(
                        "service/%s has no port %s, but %s"
                                .formatted(
                                        service.name(),
                                        port,
                                        ports.stream()
                                                .flatMap(entry -> entry.text("port").stream())
                                                .collect(Collectors.joining(", "))),
                        "Name the service's port in the connection: postgres://user:password@host:PORT/database."));
    }

    private static PodPort found(KubeObject pod, String port) {
        Optional<KubeObject> container = entries(pod, "spec", "containers")
                .filter(c -> entries(c, "ports").anyMatch(p -> isCalled(p, port)))
                .findFirst();
        Optional<String> number = container.stream()
                .flatMap(c -> entries(c, "ports"))
                .filter(p -> isCalled(p, port))
                .flatMap(p -> p.text("containerPort").stream())
                .findFirst()
                .or(() -> Optional.of(port).filter(p -> p.matches("\\d{1,5}")));
        return new PodPort(
                new Pods.Pod(pod.namespace(), pod.name(), container.flatMap(c -> c.text("name"))),
                Integer.parseInt(number.orElseThrow(() -> PostgresFailures.of(
                        "pod/" + pod.name() + " has no port that is called " + port,
                        "Name the port by its number in the service."))));
    }

    private static boolean isCalled(KubeObject port, String wanted) {
        return Stream.of("name", "containerPort")
                .anyMatch(key -> port.text(key).filter(wanted::equals).isPresent());
    }

    private static Stream<KubeObject> entries(KubeObject object, String... path) {
        return object.at(path).filter(List.class::isInstance).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .filter(Map.class::isInstance)
                .map(entry -> new KubeObject(((Map<?, ?>) entry)
                        .entrySet().stream()
                                .filter(e -> e.getValue() != null)
                                .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), Map.Entry::getValue))));
    }
}
