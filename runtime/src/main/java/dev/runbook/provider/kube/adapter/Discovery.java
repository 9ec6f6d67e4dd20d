package dev.runbook.provider.kube.adapter;

import dev.runbook.diagnostic.Suggestion;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.CustomKinds;
import dev.runbook.provider.kube.adapter.ServerAnswer.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The kinds that the server has. What it has is remembered for the run; what it has not is asked again. */
final class Discovery {
    private final Transport transport;
    private final Map<String, List<Kind>> known = new ConcurrentHashMap<>();
    private final StatusSchemas schemas;

    Discovery(Transport transport) {
        this.transport = transport;
        this.schemas = new StatusSchemas(transport);
    }

    Kind kind(String written) throws InterruptedException {
        Optional<Kind> found = BuiltInKinds.called(written);
        if (found.isEmpty()) {
            found = versioned(written);
        }
        if (found.isEmpty()) {
            found = dotted(written);
        }
        if (found.isEmpty()) {
            found = anywhere(written);
        }
        return found.orElseThrow(() -> new Failed(Failure.of(
                FailureClass.CommandFailed,
                "the cluster has no kind \"" + written + "\""
                        + Suggestion.nearest(written, BuiltInKinds.names())
                                .map(near -> ": did you mean " + near + "?")
                                .orElse(""),
                "Write group/version/Kind such as cert-manager.io/v1/Certificate, v1/Service, or"
                        + " certificates.cert-manager.io; "
                        + transport.target().kubectl("api-resources") + " lists what the cluster has.",
                "Built in are " + String.join(", ", BuiltInKinds.names()) + ".")));
    }

    /** {@code v1/Service} or {@code apps/v1/Deployment}. */
    private Optional<Kind> versioned(String written) throws InterruptedException {
        int last = written.lastIndexOf('/');
        return last < 0 ? Optional.empty() : kind(written.substring(0, last), written.substring(last + 1));
    }

    /** {@code certificates.cert-manager.io} or {@code Certificate.cert-manager.io}, in the version that the server prefers. */
    private Optional<Kind> dotted(String written) throws InterruptedException {
        int dot = written.indexOf('.');
        if (dot < 1 || written.indexOf('/') >= 0) {
            return Optional.empty();
        }
        String group = written.substring(dot + 1);
        Optional<String> version = ask("/apis/" + ApiPaths.segment(group))
                .flatMap(g -> new KubeObject(g).text("preferredVersion", "groupVersion"));
        return version.isPresent() ? named(version.get(), written.substring(0, dot)) : Optional.empty();
    }

    /** A kind by its name alone, as messages have it: {@code CronJob}; of the first group that has it. */
    private Optional<Kind> anywhere(String written) throws InterruptedException {
        if (!written.matches("[A-Za-z][A-Za-z0-9]*")) {
            return Optional.empty();
        }
        for (String version : versions()) {
            Optional<Kind> found = named(version, written);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The kinds of custom resources that can be listed and deleted. */
    List<Kind> customKinds() throws InterruptedException {
        List<Kind> custom = new ArrayList<>();
        for (String version : versions()) {
            if (CustomKinds.have(version)) {
                custom.addAll(kinds(version));
            }
        }
        return custom;
    }

    private Optional<Kind> named(String version, String written) throws InterruptedException {
        return kinds(version).stream()
                .filter(kind ->
                        kind.name().equalsIgnoreCase(written) || kind.plural().equalsIgnoreCase(written))
                .findFirst();
    }

    /** The preferred version of each group, in the server's order. */
    private List<String> versions() throws InterruptedException {
        List<String> versions = new ArrayList<>(List.of("v1"));
        ask("/apis").map(KubeObject::new).flatMap(list -> list.at("groups")).ifPresent(groups -> {
            for (Object group : (List<?>) groups) {
                if (group instanceof Map<?, ?> map
                        && map.get("preferredVersion") instanceof Map<?, ?> preferred
                        && preferred.get("groupVersion") instanceof String version) {
                    versions.add(version);
                }
            }
        });
        return versions;
    }

    Optional<Kind> kind(String apiVersion, String name) throws InterruptedException {
        Optional<Kind> builtIn = BuiltInKinds.of(apiVersion, name);
        return builtIn.isPresent()
                ? builtIn
                : kinds(apiVersion).stream().filter(k -> k.name().equals(name)).findFirst();
    }

    /** Whether the kind is of a CRD whose schema has conditions in its status. */
    boolean hasConditions(Kind kind) throws InterruptedException {
        return schemas.haveConditions(kind);
    }

    private List<Kind> kinds(String apiVersion) throws InterruptedException {
        List<Kind> remembered = known.getOrDefault(apiVersion, List.of());
        if (!remembered.isEmpty() || !apiVersion.matches("[a-z0-9.-]+(/[a-z0-9]+)?")) {
            return remembered;
        }
        List<Kind> kinds = ask(ApiPaths.version(apiVersion))
                .map(list -> read(apiVersion, list))
                .orElse(List.of());
        known.put(apiVersion, kinds);
        return kinds;
    }

    private static List<Kind> read(String apiVersion, Map<String, Object> list) {
        List<Kind> kinds = new ArrayList<>();
        if (list.get("resources") instanceof List<?> resources) {
            for (Object resource : resources) {
                if (resource instanceof Map<?, ?> map
                        && map.get("name") instanceof String plural
                        && map.get("kind") instanceof String kind
                        && !plural.contains("/")) {
                    kinds.add(new Kind(apiVersion, kind, plural, Boolean.TRUE.equals(map.get("namespaced"))));
                }
            }
        }
        return kinds;
    }

    private Optional<Map<String, Object>> ask(String path) throws InterruptedException {
        Transport.HttpReply reply = transport.get(path);
        return switch (reply.status()) {
            case 200 -> Optional.of(ServerAnswer.object(transport.target(), reply.body()));
            case 404 -> Optional.empty();
            default ->
                throw ServerAnswer.failure(
                        transport.target(), new ApiCall("get", path, "", ""), reply.status(), reply.body());
        };
    }
}
