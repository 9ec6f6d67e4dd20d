package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who holds the port, the address, or the host name and path that an object was refused for. */
final class TakenPort {
    private static final Pattern PORT = Pattern.compile("[nN]odePort: Invalid value: (\\d+): provided port");
    private static final Pattern ADDRESS = Pattern.compile("failed to allocate IP ([0-9a-f.:]+): provided IP");
    private static final Pattern HOST = Pattern.compile(
            "(host \"[^\"]+\" and path \"[^\"]*\") is already defined in ingress ([a-z0-9-]+)/([a-z0-9.-]+)");

    private TakenPort() {}

    /** The failure with who that is, or why that is not known. */
    static Failure held(Call call, Failure failure) throws InterruptedException {
        String said = failure.output().replace("\\\"", "\"");
        ClusterReader cluster = call.client(ClusterReader.class);
        Matcher host = HOST.matcher(said);
        if (host.find()) {
            Optional<Kind> ingress = cluster.kind("networking.k8s.io/v1", "Ingress");
            Optional<KubeObject> holder =
                    ingress.isPresent() ? cluster.get(ingress.get(), host.group(2), host.group(3)) : Optional.empty();
            return holder.map(object -> held(call, failure, host.group(1), object))
                    .orElse(failure);
        }
        Matcher port = PORT.matcher(said);
        Matcher address = ADDRESS.matcher(said);
        String taken = port.find() ? port.group(1) : address.find() ? address.group(1) : "";
        return taken.isEmpty() ? failure : byService(call, failure, taken);
    }

    private static Failure byService(Call call, Failure failure, String taken) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        try {
            return cluster.list(cluster.kind("v1/Service"), "", "").stream()
                    .filter(service -> holds(service, taken))
                    .findFirst()
                    .map(service -> held(call, failure, taken, service))
                    .orElseGet(
                            () -> failure.advising(
                                    "No service has " + taken
                                            + " any more: the API server gives it free within some minutes, so that a later try can work."));
        } catch (Failed unseen) {
            if (unseen.failure().kind() != FailureClass.Forbidden) {
                throw unseen;
            }
            return failure.advising(
                    "Who holds " + taken + " cannot be seen, since this account may not list the services"
                            + " of all namespaces. Who may, finds it with: kubectl get services --all-namespaces | grep -w "
                            + taken);
        }
    }

    private static Failure held(Call call, Failure failure, String taken, KubeObject holder) {
        Optional<String> release = holder.text("metadata", "annotations", "meta.helm.sh/release-name");
        Failure named = failure.advising("%s is held by %s in namespace %s%s."
                .formatted(
                        taken,
                        holder.id().shortName(),
                        holder.namespace(),
                        release.map(name -> " (release " + name + ")").orElse("")));
        boolean own = release.equals(Optional.of(HelmCalls.argument(call, 0, HelmNames::release)))
                && holder.namespace().equals(HelmCalls.namespace(call));
        return own
                ? named.advising(
                        "That is the release's own, which helm would delete only after it has made the new one."
                                + " Delete it first, then resume: kubectl delete "
                                + holder.id().shortName() + " --namespace="
                                + holder.namespace())
                : named;
    }

    private static boolean holds(KubeObject service, String taken) {
        boolean port = service.at("spec", "ports").orElse(List.of()) instanceof List<?> ports
                && ports.stream()
                        .anyMatch(one -> one instanceof Map<?, ?> fields
                                && taken.equals(String.valueOf(fields.get("nodePort"))));
        boolean address = service.at("spec", "clusterIPs").orElse(List.of()) instanceof List<?> addresses
                && addresses.contains(taken);
        return port
                || address
                || service.text("spec", "clusterIP").filter(taken::equals).isPresent()
                || service.text("spec", "healthCheckNodePort")
                        .filter(taken::equals)
                        .isPresent();
    }
}
