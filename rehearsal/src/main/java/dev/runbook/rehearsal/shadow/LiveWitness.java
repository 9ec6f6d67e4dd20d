package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the server had when something was first written to it here: another client may change it before all is asked. */
final class LiveWitness {
    private static final String VERSIONS = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
    private static final String RECORD = "sh.helm.release.v1.";
    private static final String PAGE = "500";
    /** From so many of a kind on, all of them are looked at at once. */
    private static final int CROWD = 10;

    /** Of these helm counts its next revision before it writes anything. */
    private static final String OF_HELM = "owner=helm";

    private final DryRunGate gate;
    private final Map<ResourceAddress, Records> records = new LinkedHashMap<>();
    private final Map<OverlayKey, Sight> first = new LinkedHashMap<>();

    private record Sight(ResourceAddress where, Optional<ObjectNode> object, Sender sender) {
        String version() {
            return object.map(Meta::resourceVersion).orElse("");
        }
    }

    private record Records(Map<String, String> versions, Sender sender) {}

    LiveWitness(DryRunGate gate) {
        this.gate = gate;
    }

    synchronized void saw(ResourceAddress where, Optional<ObjectNode> object, Sender sender) {
        if (records.containsKey(where.collection()) && where.name().startsWith(RECORD)) {
            return;
        }
        first.putIfAbsent(where.key(), new Sight(where.named(where.name()), object, sender));
    }

    /** Helm looks at its records, or is about to. */
    synchronized void looks(ResourceAddress where, Sender sender) throws InterruptedException {
        ResourceAddress all = where.collection();
        if (where.is("", "secrets") && !where.namespace().isEmpty() && !records.containsKey(all)) {
            versions(all, OF_HELM, sender).ifPresent(versions -> records.put(all, new Records(versions, sender)));
        }
    }

    private List<Exchange.ObjectChange> changedRecords() throws InterruptedException {
        Map<ResourceAddress, Records> before;
        synchronized (this) {
            before = Map.copyOf(records);
        }
        List<Exchange.ObjectChange> changed = new ArrayList<>();
        for (Map.Entry<ResourceAddress, Records> one : before.entrySet()) {
            Map<String, String> had = one.getValue().versions();
            Map<String, String> has =
                    versions(one.getKey(), OF_HELM, one.getValue().sender()).orElse(had);
            Stream.concat(had.keySet().stream(), has.keySet().stream())
                    .distinct()
                    .filter(name -> !Objects.equals(had.get(name), has.get(name)))
                    .sorted()
                    .map(one.getKey()::named)
                    .forEach(where -> changed.add(new Exchange.ObjectChange(
                            record(where, had.getOrDefault(where.name(), "")),
                            record(where, has.getOrDefault(where.name(), "")))));
        }
        return changed;
    }

    /** As far as it was looked at: helm changes none but to write it anew. */
    private static Map<String, Object> record(ResourceAddress where, String version) {
        return version.isEmpty()
                ? Map.of()
                : Map.of(
                        "kind",
                        "Secret",
                        "apiVersion",
                        "v1",
                        "metadata",
                        Map.of("name", where.name(), "namespace", where.namespace()),
                        "version",
                        version);
    }

    /** What is another now, each as it was and as it is. */
    List<Exchange.ObjectChange> changed() throws InterruptedException {
        Map<ResourceAddress, List<Sight>> kinds = new LinkedHashMap<>();
        synchronized (this) {
            first.values()
                    .forEach(sight -> kinds.computeIfAbsent(sight.where().collection(), none -> new ArrayList<>())
                            .add(sight));
        }
        List<Exchange.ObjectChange> changed = changedRecords();
        for (Map.Entry<ResourceAddress, List<Sight>> kind : kinds.entrySet()) {
            Optional<Map<String, String>> versions = kind.getValue().size() < CROWD
                    ? Optional.empty()
                    : versions(kind.getKey(), "", kind.getValue().getFirst().sender());
            for (Sight sight : kind.getValue()) {
                boolean same = versions.map(
                                all -> all.getOrDefault(sight.where().name(), ""))
                        .filter(sight.version()::equals)
                        .isPresent();
                if (!same) {
                    changed.addAll(now(sight).stream().toList());
                }
            }
        }
        return changed;
    }

    /** The version of each object of a kind, by its name; empty when they cannot be listed. */
    private Optional<Map<String, String>> versions(ResourceAddress all, String labels, Sender sender)
            throws InterruptedException {
        Map<String, String> versions = new HashMap<>();
        Map<String, String> query = new HashMap<>(Map.of("limit", PAGE, "labelSelector", labels));
        do {
            LiveServer.ServerReply reply = gate.read(all, query, VERSIONS, sender);
            if (!reply.isSuccess()) {
                return Optional.empty();
            }
            ObjectNode list = ShadowState.object(reply);
            JsonTrees.objects(list.path("items"))
                    .forEach(item -> versions.put(Meta.name(item), Meta.resourceVersion(item)));
            query.put("continue", JsonTrees.text(list, "metadata", "continue"));
        } while (!query.getOrDefault("continue", "").isEmpty());
        return Optional.of(versions);
    }

    private Optional<Exchange.ObjectChange> now(Sight sight) throws InterruptedException {
        LiveServer.ServerReply reply = gate.read(sight.where(), Map.of(), ShadowState.JSON, sight.sender());
        if (!reply.isSuccess() && reply.code() != 404) {
            return Optional.empty();
        }
        Optional<ObjectNode> now = reply.isSuccess() ? Optional.of(ShadowState.object(reply)) : Optional.empty();
        return now.map(Meta::resourceVersion).orElse("").equals(sight.version())
                ? Optional.empty()
                : Optional.of(new Exchange.ObjectChange(map(sight.object()), map(now)));
    }

    private static Map<String, Object> map(Optional<ObjectNode> object) {
        return object.map(JsonTrees::toMap).orElse(Map.of());
    }
}
