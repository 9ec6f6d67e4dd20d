package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiTime;
import dev.runbook.rehearsal.api.ColumnPath;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The columns that the real server prints for each kind: those of workloads, and what they are reached by and read. */
final class PrinterColumns {
    static final PrinterColumn NAME = new PrinterColumn("Name", Meta::name);
    static final PrinterColumn AGE =
            new PrinterColumn("Age", object -> age(JsonTrees.text(object, "metadata", "creationTimestamp")));

    private PrinterColumns() {}

    static List<PrinterColumn> of(ResourceType type) {
        if (type.columns().isEmpty()) {
            return of(type.kind());
        }
        return Stream.concat(
                        Stream.of(NAME),
                        type.columns().stream().map(column -> new PrinterColumn(column.name(), cell(column))))
                .toList();
    }

    private static Function<ObjectNode, String> cell(ResourceType.CustomColumn column) {
        return object -> {
            String value = ColumnPath.text(object, column.path());
            return column.type().equals("date") && !value.isEmpty() ? age(value) : value;
        };
    }

    private static List<PrinterColumn> of(String kind) {
        return switch (kind) {
            case "Pod" ->
                List.of(
                        NAME,
                        column("Ready", PrinterColumns::readyContainers),
                        column("Status", PrinterColumns::podStatus),
                        column("Restarts", pod -> "0"),
                        AGE);
            case "Deployment" ->
                List.of(
                        NAME,
                        column("Ready", PrinterColumns::readyReplicas),
                        status("Up-to-date", "updatedReplicas"),
                        status("Available", "availableReplicas"),
                        AGE);
            case "ReplicaSet" ->
                List.of(
                        NAME,
                        column("Desired", set -> number(set, "spec", "replicas")),
                        status("Current", "replicas"),
                        status("Ready", "readyReplicas"),
                        AGE);
            case "StatefulSet" -> List.of(NAME, column("Ready", PrinterColumns::readyReplicas), AGE);
            case "ReplicationController" ->
                List.of(
                        NAME,
                        column("Desired", set -> number(set, "spec", "replicas")),
                        status("Current", "replicas"),
                        status("Ready", "readyReplicas"),
                        AGE);
            case "DaemonSet" ->
                List.of(
                        NAME,
                        status("Desired", "desiredNumberScheduled"),
                        status("Current", "currentNumberScheduled"),
                        status("Ready", "numberReady"),
                        status("Up-to-date", "updatedNumberScheduled"),
                        status("Available", "numberAvailable"),
                        column("Node Selector", PrinterColumns::nodeSelector),
                        AGE);
            case "CronJob" ->
                List.of(
                        NAME,
                        text("Schedule", "spec", "schedule"),
                        text("Timezone", "spec", "timeZone"),
                        column(
                                "Suspend",
                                job -> JsonTrees.at(job, "spec", "suspend").asBoolean() ? "True" : "False"),
                        column(
                                "Active",
                                job -> Integer.toString(
                                        JsonTrees.at(job, "status", "active").size())),
                        column("Last Schedule", job -> {
                            String last = JsonTrees.text(job, "status", "lastScheduleTime");
                            return last.isEmpty() ? "<none>" : age(last);
                        }),
                        AGE);
            case "HorizontalPodAutoscaler" -> AutoscalerColumns.ALL;
            case "Job" ->
                List.of(
                        NAME,
                        column("Status", PrinterColumns::jobStatus),
                        column(
                                "Completions",
                                job -> number(job, "status", "succeeded") + "/" + number(job, "spec", "completions")),
                        column("Duration", PrinterColumns::duration),
                        AGE);
            case "Service" ->
                List.of(
                        NAME,
                        text("Type", "spec", "type"),
                        text("Cluster-IP", "spec", "clusterIP"),
                        column("External-IP", PrinterColumns::externalAddress),
                        column("Port(s)", PrinterColumns::ports),
                        AGE);
            case "Ingress" ->
                List.of(
                        NAME,
                        text("Class", "spec", "ingressClassName"),
                        column("Hosts", PrinterColumns::hosts),
                        column("Address", PrinterColumns::addresses),
                        column(
                                "Ports",
                                ingress -> JsonTrees.at(ingress, "spec", "tls").isEmpty() ? "80" : "80, 443"),
                        AGE);
            case "PersistentVolumeClaim" ->
                List.of(
                        NAME,
                        column("Status", PrinterColumns::volumePhase),
                        column("Volume", claim -> JsonTrees.text(claim, "spec", "volumeName")),
                        column("Capacity", claim -> JsonTrees.text(claim, "status", "capacity", "storage")),
                        column("Access Modes", claim -> SupportColumns.modes(claim, "status", "accessModes")),
                        column("StorageClass", claim -> JsonTrees.text(claim, "spec", "storageClassName")),
                        column("VolumeAttributesClass", claim -> "<unset>"),
                        AGE);
            case "Event" ->
                List.of(
                        column("Last Seen", event -> age(JsonTrees.text(event, "lastTimestamp"))),
                        text("Type", "type"),
                        text("Reason", "reason"),
                        column("Object", PrinterColumns::involved),
                        text("Message", "message"));
            case "ConfigMap" ->
                List.of(
                        NAME,
                        column("Data", map -> Integer.toString(map.path("data").size())),
                        AGE);
            case "Secret" ->
                List.of(
                        NAME,
                        text("Type", "type"),
                        column(
                                "Data",
                                secret -> Integer.toString(secret.path("data").size())),
                        AGE);
            case "APIService" ->
                List.of(
                        NAME,
                        column(
                                "Service",
                                api -> api.path("spec").hasNonNull("service")
                                        ? ColumnPath.text(api, ".spec.service.namespace") + "/"
                                                + ColumnPath.text(api, ".spec.service.name")
                                        : "Local"),
                        column("Available", PrinterColumns::availability),
                        AGE);
            case "Namespace" -> List.of(NAME, text("Status", "status", "phase"), AGE);
            default -> SupportColumns.of(kind);
        };
    }

    private static String availability(ObjectNode api) {
        String condition = ".status.conditions[?(@.type==\"Available\")]";
        String truth = ColumnPath.text(api, condition + ".status");
        return truth.equals("False") ? truth + " (" + ColumnPath.text(api, condition + ".reason") + ")" : truth;
    }

    static PrinterColumn column(String name, Function<ObjectNode, String> cell) {
        return new PrinterColumn(name, cell);
    }

    static PrinterColumn text(String name, String... path) {
        return new PrinterColumn(name, object -> orNone(JsonTrees.text(object, path)));
    }

    static PrinterColumn status(String name, String field) {
        return new PrinterColumn(name, object -> number(object, "status", field));
    }

    static String number(ObjectNode object, String... path) {
        return Integer.toString(JsonTrees.at(object, path).asInt());
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "<none>" : text;
    }

    private static String readyReplicas(ObjectNode workload) {
        return number(workload, "status", "readyReplicas") + "/" + number(workload, "spec", "replicas");
    }

    private static String readyContainers(ObjectNode pod) {
        List<ObjectNode> states = JsonTrees.objects(JsonTrees.at(pod, "status", "containerStatuses"));
        long ready =
                states.stream().filter(state -> state.path("ready").asBoolean()).count();
        return ready + "/" + JsonTrees.at(pod, "spec", "containers").size();
    }

    private static String podStatus(ObjectNode pod) {
        if (Meta.isDeleting(pod)) {
            return "Terminating";
        }
        for (JsonNode container : JsonTrees.at(pod, "status", "containerStatuses")) {
            for (String state : List.of("waiting", "terminated")) {
                String reason = JsonTrees.text(container, "state", state, "reason");
                if (!reason.isEmpty()) {
                    return reason;
                }
            }
        }
        return phase(pod);
    }

    private static String nodeSelector(ObjectNode set) {
        return orNone(JsonTrees.at(set, "spec", "template", "spec", "nodeSelector").properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText())
                .sorted()
                .collect(Collectors.joining(",")));
    }

    static String volumePhase(ObjectNode volume) {
        return Meta.isDeleting(volume) ? "Terminating" : phase(volume);
    }

    private static String phase(ObjectNode object) {
        return JsonTrees.text(object, "status", "phase");
    }

    private static String jobStatus(ObjectNode job) {
        for (ObjectNode condition : JsonTrees.objects(JsonTrees.at(job, "status", "conditions"))) {
            String type = JsonTrees.text(condition, "type");
            if (type.equals("Complete") || type.equals("Failed")) {
                return type;
            }
        }
        return "Running";
    }

    /** How long it took, or has taken so far. */
    private static String duration(ObjectNode job) {
        String began = JsonTrees.text(job, "status", "startTime");
        String ended = JsonTrees.text(job, "status", "completionTime");
        if (began.isEmpty()) {
            return "";
        }
        return ended.isEmpty()
                ? age(began)
                : ShortDuration.of(Duration.between(Instant.parse(began), Instant.parse(ended)));
    }

    private static String externalAddress(ObjectNode service) {
        String address = addresses(service);
        boolean balanced = JsonTrees.text(service, "spec", "type").equals("LoadBalancer");
        return balanced && address.isEmpty() ? "<pending>" : orNone(address);
    }

    private static String addresses(ObjectNode object) {
        return joined(
                JsonTrees.at(object, "status", "loadBalancer", "ingress"),
                place -> JsonTrees.text(place, "ip") + JsonTrees.text(place, "hostname"));
    }

    private static String ports(ObjectNode service) {
        return orNone(joined(JsonTrees.at(service, "spec", "ports"), port -> {
            String node = port.has("nodePort") ? ":" + JsonTrees.text(port, "nodePort") : "";
            return JsonTrees.text(port, "port") + node + "/" + JsonTrees.text(port, "protocol");
        }));
    }

    private static String hosts(ObjectNode ingress) {
        String hosts = joined(JsonTrees.at(ingress, "spec", "rules"), rule -> JsonTrees.text(rule, "host"));
        return hosts.isEmpty() ? "*" : hosts;
    }

    private static String involved(ObjectNode event) {
        JsonNode object = event.path("involvedObject");
        return JsonTrees.text(object, "kind").toLowerCase(Locale.ROOT) + "/" + JsonTrees.text(object, "name");
    }

    private static String joined(JsonNode list, Function<JsonNode, String> shown) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(shown)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(","));
    }

    private static String age(String since) {
        try {
            return ShortDuration.of(Duration.between(Instant.parse(since), ApiTime.now()));
        } catch (DateTimeParseException e) {
            return "<unknown>";
        }
    }
}
