package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.text.PrivateText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a server-side apply would make of an object, field by field, by a dry run of the server. */
final class DryApply {
    private static final int SHOWN = 8;
    private static final int LONGEST = 40;

    /** What the server writes itself. */
    private static final List<String> SERVERS = List.of(
            "metadata.managedFields",
            "metadata.resourceVersion",
            "metadata.generation",
            "metadata.uid",
            "metadata.creationTimestamp");

    /** Groups that no other server has. */
    private static final Set<String> BUILT_IN = Set.of(
            "",
            "apps",
            "autoscaling",
            "batch",
            "policy",
            "apiextensions.k8s.io",
            "networking.k8s.io",
            "rbac.authorization.k8s.io",
            "storage.k8s.io");

    private DryApply() {}

    static List<String> differences(Call call, KubeObject written, String namespace, String manifest)
            throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        String name = written.id().shortName();
        Optional<Kind> kind = cluster.kind(written.apiVersion(), written.kind());
        if (kind.isEmpty()) {
            return List.of("%s: not known, the cluster has no kind %s in %s yet"
                    .formatted(name, written.kind(), written.apiVersion()));
        }
        if (!isLocal(cluster, written.apiVersion())) {
            return List.of(name + ": not known, its server may not know dry runs");
        }
        Optional<KubeObject> now = Optional.empty();
        Optional<String> unread = Optional.empty();
        try {
            now = cluster.get(kind.get(), namespace, written.name());
        } catch (Failed notGiven) {
            // Whoever may not read it may still change it: what the server says to that counts.
            if (notGiven.failure().kind() != FailureClass.Forbidden) {
                throw notGiven;
            }
            unread = Optional.of(name + ": not known, " + notGiven.failure().summary());
        }
        KubeObject after;
        try {
            after = call.client(ClusterWriter.class).applied(kind.get(), namespace, written.name(), manifest);
        } catch (Failed refused) {
            FailureClass why = refused.failure().kind();
            if (why == FailureClass.ApplyConflict || why == FailureClass.Forbidden) {
                throw refused;
            }
            // Such as a webhook that takes no dry runs: the apply itself may go well.
            return List.of(name + ": not known, " + refused.failure().summary());
        }
        if (unread.isPresent()) {
            return List.of(unread.get());
        }
        if (now.isEmpty()) {
            return List.of(name + " is made");
        }
        List<String> fields = compared(now.get(), after);
        List<String> lines = new ArrayList<>();
        fields.stream().limit(SHOWN).forEach(field -> lines.add(name + " " + field));
        if (fields.size() > SHOWN) {
            lines.add(name + " and " + (fields.size() - SHOWN) + " more fields");
        }
        return lines.isEmpty() ? List.of(name + " stays as it is") : lines;
    }

    /** Whether the API server itself has these objects; one behind it may take a dry run for the thing itself. */
    private static boolean isLocal(ClusterReader cluster, String apiVersion) throws InterruptedException {
        int slash = apiVersion.indexOf('/');
        String group = apiVersion.substring(0, Math.max(0, slash));
        try {
            Optional<Kind> services = cluster.kind("apiregistration.k8s.io/v1", "APIService");
            return services.isPresent()
                    && cluster.get(services.get(), "", apiVersion.substring(slash + 1) + "." + group)
                            .filter(one -> one.at("spec", "service").isEmpty())
                            .isPresent();
        } catch (Failed mayNotLook) {
            return BUILT_IN.contains(group);
        }
    }

    private static List<String> compared(KubeObject before, KubeObject after) {
        Map<String, String> now = fields(before);
        Map<String, String> then = fields(after);
        Set<String> paths = new TreeSet<>(now.keySet());
        paths.addAll(then.keySet());
        List<String> differing = new ArrayList<>();
        for (String path : paths) {
            String old = now.getOrDefault(path, "nothing");
            String fresh = then.getOrDefault(path, "nothing");
            if (!old.equals(fresh)) {
                // Nobody is shown what is in a Secret.
                String change =
                        before.kind().equals("Secret") ? "" : PrivateText.change(path, old, fresh, DryApply::shown);
                differing.add(change.isEmpty() ? path : "%s (%s)".formatted(path, change));
            }
        }
        return differing;
    }

    private static Map<String, String> fields(KubeObject object) {
        Map<String, String> fields = new LinkedHashMap<>(ManifestFields.of(object));
        fields.keySet().removeIf(path -> SERVERS.stream().anyMatch(path::startsWith));
        return fields;
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
