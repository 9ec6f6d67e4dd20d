package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Yaml;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The charts of what an update must not take away, in the resources of {@link ProtectionIT}, and looks at what is there. */
abstract class ProtectedCharts extends EachHelm {
    static final Duration LONG = Duration.ofSeconds(60);

    static Run update(OperatorSandbox place, String... more) throws IOException, InterruptedException {
        return place.exec("update-release.rb", OperatorSandbox.with(more, "release=app", "chart=./2.0.0", "limit=60s"));
    }

    /** The same the other way round. */
    static Run back(OperatorSandbox place, String... more) throws IOException, InterruptedException {
        return place.exec(
                "update-release.rb",
                OperatorSandbox.with(
                        more, "release=app", "chart=./1.0.0", "limit=60s", "recovery=reinstall", "--new", "--yes"));
    }

    /** A place where version 1.0.0 of the chart is installed. */
    OperatorSandbox installed(int helm, String chart) throws Exception {
        OperatorSandbox place = new OperatorSandbox(folder, helm);
        install(place, chart);
        return place;
    }

    void install(OperatorSandbox place, String chart) throws Exception {
        write(place, chart);
        place.helm("install", "app", "./1.0.0", "--wait");
    }

    void write(OperatorSandbox place, String chart) throws IOException {
        for (String version : List.of("1.0.0", "2.0.0")) {
            Path templates = Files.createDirectories(folder.resolve(version).resolve("templates"));
            Files.writeString(
                    templates.resolveSibling("Chart.yaml"), "apiVersion: v2\nname: app\nversion: " + version + "\n");
            Files.writeString(templates.resolve("all.yaml"), text(place, chart));
        }
    }

    static String text(OperatorSandbox place, String chart) throws IOException {
        String file = "/protection/" + chart + ".yaml";
        try (InputStream in = ProtectionIT.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError(file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("GROUP", group(place));
        }
    }

    /** Definitions are the whole cluster's: each test has its own. */
    static String group(OperatorSandbox place) {
        return place.namespace + ".acme.example";
    }

    static String widgets(OperatorSandbox place) {
        return "/apis/" + group(place) + "/v1/namespaces/" + place.namespace + "/widgets";
    }

    static Optional<KubeObject> widget(OperatorSandbox place, String name) {
        return place.testbed.find(widgets(place) + "/" + name);
    }

    static void defined(OperatorSandbox place) throws InterruptedException {
        Testbed.eventually(LONG, "widgets are served", () -> place.testbed.serves(widgets(place)));
    }

    static void createWidget(OperatorSandbox place, String name) throws InterruptedException {
        defined(place);
        place.testbed.post(
                widgets(place),
                Yaml.object("{apiVersion: %s/v1, kind: Widget, metadata: {name: %s}}".formatted(group(place), name))
                        .content());
    }

    static void undefine(OperatorSandbox place) {
        place.objects.delete("customresourcedefinition", "widgets." + group(place));
    }

    static String claim(OperatorSandbox place, String name) throws InterruptedException {
        Testbed.eventually(
                LONG,
                "claim " + name + " has its volume",
                () -> place.objects.get("pvc", name).text("spec", "volumeName").isPresent());
        KubeObject claim = place.objects.get("pvc", name);
        assertEquals(Optional.empty(), claim.text("metadata", "deletionTimestamp"));
        return claim.uid();
    }

    static String password(OperatorSandbox place) {
        return place.objects.get("secret", "auth").text("data", "password").orElseThrow();
    }

    static String replicas(OperatorSandbox place) {
        return place.objects.get("deployment", "app").text("spec", "replicas").orElse("");
    }

    static List<String> othersThanTheJob(OperatorSandbox place) throws InterruptedException {
        return List.of(
                claim(place, "data"),
                place.objects.get("service", "web").uid(),
                place.objects.get("deployment", "app").uid());
    }

    /** A claim goes when nothing uses it any more and the garbage collector has come by. */
    static void gone(OperatorSandbox place, String claim) throws InterruptedException {
        Testbed.eventually(
                LONG, claim + " is gone", () -> place.objects.find("pvc", claim).isEmpty());
    }

    /** What somebody has agreed to lose, by the names that the journal has. */
    static List<String> lossesAgreed(Run run) {
        return run.records().stream()
                .map(Recorded::entry)
                .filter(entry -> entry instanceof Entry.Answered answered
                        && answered.yes()
                        && answered.task().endsWith(".losses"))
                .flatMap(entry -> ((Entry.Answered) entry).meant().stream())
                .flatMap(meant -> meant.keySet().stream())
                // The UID stands behind the words.
                .map(name -> name.substring(0, name.lastIndexOf(' ')))
                .sorted()
                .toList();
    }
}
