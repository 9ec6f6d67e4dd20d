package dev.runbook.shipped;

import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A chart {@code app} in a place: version 1.0.0, which is installed, and 2.0.0, which is to come. */
record UpgradedChart(OperatorSandbox place) {
    /** Templates of both versions; in them, {@code GROUP} is a group of custom resources that only this place has. */
    UpgradedChart template(String text) throws IOException {
        return version("1.0.0").file("1.0.0", "templates/all.yaml", text).next(text);
    }

    /** Templates of the version to come. */
    UpgradedChart next(String text) throws IOException {
        return version("2.0.0").file("2.0.0", "templates/all.yaml", text);
    }

    UpgradedChart file(String version, String path, String text) throws IOException {
        Path file = place.folder.resolve(version).resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace("GROUP", group()));
        return this;
    }

    private UpgradedChart version(String version) throws IOException {
        return file(version, "Chart.yaml", "apiVersion: v2\nname: app\nversion: " + version + "\n");
    }

    UpgradedChart installed(String... more) throws IOException, InterruptedException {
        place.helm(OperatorSandbox.with(more, "install", "app", "./1.0.0"));
        return this;
    }

    Run update(String... more) throws IOException, InterruptedException {
        return place.exec(
                "update-release.rb",
                OperatorSandbox.with(more, "release=app", "chart=./2.0.0", "limit=20s", "--new", "--yes"));
    }

    /** Definitions are the whole cluster's: each place has its own. */
    String group() {
        return place.namespace + ".acme.example";
    }

    /** The definition of the kind Widget, with these fields of text in its spec, in these versions. */
    String definition(String fields, String... versions) {
        StringBuilder served = new StringBuilder();
        for (String version : versions) {
            served.append("""

                    - name: %s
                      served: true
                      storage: %s
                      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {%s}}}}}\
                    """.formatted(version, version.equals(versions[0]), fields)
                    .indent(2)
                    .stripTrailing());
        }
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.GROUP}
                spec:
                  group: GROUP
                  scope: Namespaced
                  names: {plural: widgets, singular: widget, kind: Widget}
                  versions:%s
                """.formatted(served).replace("GROUP", group());
    }

    void defined(String version) throws InterruptedException {
        Testbed.eventually(Duration.ofSeconds(30), "widgets are served", () -> place.testbed.serves(widgets(version)));
    }

    String widgets(String version) {
        return "/apis/" + group() + "/" + version + "/namespaces/" + place.namespace + "/widgets";
    }

    void undefine() {
        place.objects.delete("customresourcedefinition", "widgets." + group());
    }
}
