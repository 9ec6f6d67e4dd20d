package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Yaml;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Charts that are made up by chance, on a real control plane with real helm, through an upgrade, its failure and every
 * way back: what was there before and cannot be made again is there after, or stood in a question that was answered yes.
 */
@Tag("testbed")
class ReleaseLossesIT {
    private static final long FIRST = Long.getLong("losses.first", 1);
    private static final long RELEASES = Long.getLong("losses.releases", 5);
    private static final int WAY_BACK = 4;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String GOES_BACK = """
            runbook "Go back"
            param :namespace, "Where"
            in_namespace namespace
            step "Go back" do
              helm.ACTION
            end
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void world() {
        Prerequisite.CONTROL_PLANE.orSkip();
        Prerequisite.HELMS.orSkip();
    }

    static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + RELEASES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothing_is_lost_that_nobody_agreed_to_lose(long seed) throws Exception {
        Random random = new Random(seed);
        random.nextInt();
        RandomChart chart = RandomChart.of(random);
        try (OperatorSandbox place = new OperatorSandbox(folder, random.nextInt(3) == 0 ? 4 : 3)) {
            try {
                write("1.0.0", chart.first(), place);
                write("2.0.0", chart.next(), place);
                place.helm("install", "app", "./1.0.0");
                furnish(place, chart);
                int way = random.nextInt(6);
                if (way == WAY_BACK) {
                    // Helm by hand, which asks nobody; it may fail, and what is left then is rolled back.
                    place.helmStarts("upgrade", "app", "./2.0.0").end();
                    settle(place);
                }
                Map<String, String> before = precious(place);

                Run run = changes(place, way, random.nextInt(3) > 0);

                assertTrue(List.of(0, 1, 5).contains(run.exit()), run.said());
                settle(place);
                Map<String, String> after = precious(place);
                String agreed = agreed(run).toString();
                for (Map.Entry<String, String> thing : before.entrySet()) {
                    boolean there = thing.getValue().equals(after.get(thing.getKey())) || recorded(place, way, thing);
                    assertTrue(
                            there || agreed.contains(thing.getKey()),
                            () -> "release " + seed + " lost " + thing + ", and agreed to was " + agreed + "\n" + chart
                                    + "\n" + run.said());
                }
            } finally {
                place.objects.delete("customresourcedefinition", "widgets." + group(place));
            }
        }
    }

    /** Of a rollback, the revision that is left keeps the values that its manifest has. */
    private static boolean recorded(OperatorSandbox place, int way, Map.Entry<String, String> thing)
            throws IOException, InterruptedException {
        return way == WAY_BACK
                && thing.getKey().startsWith("secret/")
                && place.helm("get", "manifest", "app", "--revision=2")
                        .contains(new String(Base64.getDecoder().decode(thing.getValue()), StandardCharsets.UTF_8));
    }

    /** One of the ways in which a release changes, with an operator who agrees to everything, or to nothing destructive. */
    private Run changes(OperatorSandbox place, int way, boolean agrees) throws IOException, InterruptedException {
        String[] answers = agrees ? new String[] {"--yes", "--yes-destroy"} : new String[] {"--yes"};
        return switch (way) {
            case 0, 1 -> update(place, "least", answers);
            case 2, 3 -> update(place, "reinstall", answers);
            case WAY_BACK -> back(place, "rollback \"app\", 1", answers);
            default -> back(place, "uninstall \"app\"", answers);
        };
    }

    private static Run update(OperatorSandbox place, String recovery, String... answers)
            throws IOException, InterruptedException {
        return place.exec(
                "update-release.rb",
                OperatorSandbox.with(answers, "release=app", "chart=./2.0.0", "limit=20s", "recovery=" + recovery));
    }

    private Run back(OperatorSandbox place, String action, String... answers) throws IOException, InterruptedException {
        Path runbook = Files.writeString(folder.resolve("back.rb"), GOES_BACK.replace("ACTION", action));
        return place.exec(runbook.toString(), answers);
    }

    /** What people and operators put beside the chart. */
    private static void furnish(OperatorSandbox place, RandomChart chart) throws InterruptedException {
        if (chart.defines()) {
            Testbed.eventually(LONG, "widgets are served", () -> place.testbed.serves(widgets(place)));
            place.testbed.post(
                    widgets(place),
                    Yaml.object("{apiVersion: %s/v1, kind: Widget, metadata: {name: one}}".formatted(group(place)))
                            .content());
        }
        if (!chart.owner().isEmpty()) {
            String kind = chart.owner().substring(0, chart.owner().indexOf(' '));
            String name = chart.owner().substring(chart.owner().indexOf(' ') + 1);
            KubeObject owner = kind.equals("widget")
                    ? place.testbed.find(widgets(place) + "/" + name).orElseThrow()
                    : place.objects.get(kind, name);
            place.objects.create("""
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata:
                      name: owned
                      ownerReferences: [{apiVersion: %s, kind: %s, name: %s, uid: %s}]
                    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                    """.formatted(owner.apiVersion(), owner.kind(), owner.name(), owner.uid()));
        }
        if (chart.keptLive() && place.objects.find("pvc", "files").isPresent()) {
            place.objects.patch(
                    "pvc",
                    "files",
                    Map.of("metadata", Map.of("annotations", Map.of("helm.sh/resource-policy", "keep"))));
        }
        if (chart.first().contains("StatefulSet")) {
            Testbed.eventually(
                    LONG,
                    "the set has its claim",
                    () -> place.objects.find("pvc", "data-db-0").isPresent());
        }
    }

    /** What no install brings back, by the names that a question has for it. */
    private static Map<String, String> precious(OperatorSandbox place) throws InterruptedException {
        Map<String, String> precious = new LinkedHashMap<>();
        ClusterReader now = place.testbed.cluster().now();
        for (KubeObject claim : now.list(now.kind("persistentvolumeclaim"), place.namespace, "")) {
            if (claim.text("metadata", "deletionTimestamp").isEmpty()) {
                precious.put("persistentvolumeclaim/" + claim.name(), claim.uid());
            }
        }
        Optional<KubeObject> widget =
                place.testbed.serves(widgets(place)) ? place.testbed.find(widgets(place) + "/one") : Optional.empty();
        widget.ifPresent(one -> precious.put("1 Widget (one)", one.uid()));
        for (String secret : List.of("auth", "hooked")) {
            place.objects
                    .find("secret", secret)
                    .flatMap(one -> one.text("data", "password"))
                    .ifPresent(password -> precious.put("secret/" + secret, password));
        }
        return precious;
    }

    /** The garbage collector goes through what it has to do in order: once it has taken this, it has taken what came before. */
    private static void settle(OperatorSandbox place) throws InterruptedException {
        place.objects.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: last-owner}}");
        String uid = place.objects.get("configmap", "last-owner").uid();
        place.objects.create("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: last
                  ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: last-owner, uid: %s}]
                """.formatted(uid));
        place.objects.delete("configmap", "last-owner");
        Testbed.eventually(
                LONG,
                "the garbage collector has come by",
                () -> place.objects.find("configmap", "last").isEmpty());
    }

    private static List<String> agreed(Run run) {
        List<String> agreed = new ArrayList<>();
        for (Recorded recorded : run.records()) {
            if (recorded.entry() instanceof Entry.Answered answered
                    && answered.yes()
                    && answered.task().endsWith(".losses")) {
                answered.meant().ifPresent(meant -> agreed.addAll(meant.keySet()));
            }
        }
        return agreed;
    }

    private void write(String version, String templates, OperatorSandbox place) throws IOException {
        Path folderOfTemplates = Files.createDirectories(folder.resolve(version).resolve("templates"));
        Files.writeString(
                folderOfTemplates.resolveSibling("Chart.yaml"),
                "apiVersion: v2\nname: app\nversion: " + version + "\n");
        Files.writeString(folderOfTemplates.resolve("all.yaml"), templates.replace("GROUP", group(place)));
    }

    /** Definitions are the whole cluster's: each release has its own. */
    private static String group(OperatorSandbox place) {
        return place.namespace + ".acme.example";
    }

    private static String widgets(OperatorSandbox place) {
        return "/apis/" + group(place) + "/v1/namespaces/" + place.namespace + "/widgets";
    }
}
