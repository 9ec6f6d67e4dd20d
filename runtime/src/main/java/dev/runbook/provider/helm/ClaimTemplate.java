package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.StorageSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The templates of a stateful set's claims, before and after, and the claims that were made by them. */
final class ClaimTemplate {
    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private ClaimTemplate() {}

    /**
     * A claim, and what it was and is to be made by.
     *
     * @param before the template as the live set has it
     * @param after the template as the chart has it
     */
    record Claimed(KubeObject claim, KubeObject before, KubeObject after) {
        /** The size of the new template where that is the larger one. */
        Optional<StorageSize> larger() {
            return difference() > 0 ? storage(after) : Optional.empty();
        }

        private int difference() {
            Optional<StorageSize> one = storage(before);
            Optional<StorageSize> other = storage(after);
            return one.isPresent() && other.isPresent() ? other.get().compareTo(one.get()) : 0;
        }

        /** What of the new template the claim can never become. */
        Optional<String> refused(ClusterReader cluster) throws InterruptedException {
            if (difference() < 0 && shrinks()) {
                return Optional.of(words("shrink from", text(claim), text(after)));
            }
            for (String field : List.of("accessModes", "volumeMode")) {
                Optional<Object> wanted = after.at("spec", field);
                Optional<Object> now = claim.at("spec", field);
                if (wanted.isPresent() && now.isPresent() && !wanted.equals(now)) {
                    return Optional.of(words(
                            "change its " + field + " from", String.valueOf(now.get()), String.valueOf(wanted.get())));
                }
            }
            return storageClass(cluster);
        }

        private boolean shrinks() {
            Optional<StorageSize> now = storage(claim);
            Optional<StorageSize> wanted = storage(after);
            return now.isPresent() && wanted.isPresent() && wanted.get().compareTo(now.get()) < 0;
        }

        private Optional<String> storageClass(ClusterReader cluster) throws InterruptedException {
            String now = claim.text("spec", "storageClassName").orElse("");
            Optional<String> named = after.text("spec", "storageClassName");
            if (named.equals(before.text("spec", "storageClassName"))) {
                return Optional.empty();
            }
            Optional<String> wanted = named.isPresent() ? named : byDefault(cluster);
            return wanted.filter(other -> !other.equals(now))
                    .map(other -> words("move from storage class", now.isEmpty() ? "none" : now, other));
        }

        private String words(String change, String from, String to) {
            return "claim %s cannot %s %s to %s".formatted(claim.name(), change, from, to);
        }
    }

    /** What was made by a template that the next version has as well. */
    static List<Claimed> claimed(ClusterReader cluster, KubeObject live, KubeObject coming)
            throws InterruptedException {
        Map<String, KubeObject> after = templates(coming);
        List<Claimed> claimed = new ArrayList<>();
        for (Map.Entry<String, KubeObject> before : templates(live).entrySet()) {
            KubeObject next = after.get(before.getKey());
            if (next != null && differ(before.getValue(), next)) {
                for (KubeObject claim : claims(cluster, live, before.getKey())) {
                    claimed.add(new Claimed(claim, before.getValue(), next));
                }
            }
        }
        return claimed;
    }

    /** Whether the claims are looked at at all: not everybody may list them. */
    private static boolean differ(KubeObject before, KubeObject after) {
        boolean fields = Stream.of("accessModes", "volumeMode")
                .anyMatch(field -> after.at("spec", field).isPresent()
                        && !after.at("spec", field).equals(before.at("spec", field)));
        return fields
                || !after.text("spec", "storageClassName").equals(before.text("spec", "storageClassName"))
                || !storage(after)
                        .map(StorageSize::amount)
                        .equals(storage(before).map(StorageSize::amount));
    }

    /** The names of the claims whose template the next version has no more. */
    static List<String> abandoned(ClusterReader cluster, KubeObject live, KubeObject coming)
            throws InterruptedException {
        Map<String, KubeObject> after = templates(coming);
        List<String> abandoned = new ArrayList<>();
        for (String template : templates(live).keySet()) {
            if (!after.containsKey(template)) {
                claims(cluster, live, template).stream().map(KubeObject::name).forEach(abandoned::add);
            }
        }
        return abandoned;
    }

    /** The claims of the pods from a number on. */
    static List<KubeObject> beyond(ClusterReader cluster, KubeObject set, int number) throws InterruptedException {
        List<KubeObject> beyond = new ArrayList<>();
        for (String template : templates(set).keySet()) {
            for (KubeObject claim : claims(cluster, set, template)) {
                String ordinal = claim.name().substring(claim.name().lastIndexOf('-') + 1);
                if (ordinal.length() > 9 || Integer.parseInt(ordinal) >= number) {
                    beyond.add(claim);
                }
            }
        }
        return beyond;
    }

    /** Those of a template, also of pods that the set was scaled down from. */
    private static List<KubeObject> claims(ClusterReader cluster, KubeObject set, String template)
            throws InterruptedException {
        Pattern name = Pattern.compile(Pattern.quote(template + "-" + set.name() + "-") + "\\d+");
        Optional<Kind> kind = cluster.kind("v1", "PersistentVolumeClaim");
        return kind.isEmpty()
                ? List.of()
                : cluster.list(kind.get(), set.namespace(), "").stream()
                        .filter(claim -> name.matcher(claim.name()).matches())
                        .toList();
    }

    private static Map<String, KubeObject> templates(KubeObject set) {
        Map<String, KubeObject> templates = new LinkedHashMap<>();
        if (set.at("spec", "volumeClaimTemplates").orElse(List.of()) instanceof List<?> all) {
            for (Object one : all) {
                if (one instanceof Map<?, ?> fields) {
                    Map<String, Object> content = new LinkedHashMap<>();
                    fields.forEach((key, value) -> content.put(String.valueOf(key), value));
                    KubeObject template = new KubeObject(content);
                    templates.put(template.name(), template);
                }
            }
        }
        return templates;
    }

    /** How much a claim or a template asks for. */
    static Optional<StorageSize> storage(KubeObject claim) {
        return claim.text("spec", "resources", "requests", "storage").flatMap(StorageSize::of);
    }

    private static String text(KubeObject claim) {
        return storage(claim).map(StorageSize::text).orElse("");
    }

    /** The class that a claim gets that names none; empty where that may not be read. */
    private static Optional<String> byDefault(ClusterReader cluster) throws InterruptedException {
        Optional<Kind> kind = cluster.kind("storage.k8s.io/v1", "StorageClass");
        try {
            return kind.isEmpty()
                    ? Optional.empty()
                    : cluster.list(kind.get(), "", "").stream()
                            .filter(found -> found.text("metadata", "annotations", DEFAULT)
                                    .equals(Optional.of("true")))
                            .map(KubeObject::name)
                            .findFirst();
        } catch (Failed unread) {
            if (unread.failure().kind() != FailureClass.Forbidden) {
                throw unread;
            }
            return Optional.empty();
        }
    }
}
