package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, patches and credentials that an update must carry over as they are, and to no other release. */
class KeptValuesIT extends EachHelm {
    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "settings-{{ .Release.Name }}"}
            data: {image: "upstream.example.com/web:{{ .Values.tag }}", limit: "{{ .Values.limit }}"}
            """;

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_large_number_stays_what_it_was(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart =
                    new UpgradedChart(place).template(SETTINGS).installed("--set=tag=20161216", "--set=limit=3000000");

            Run run = chart.update().ends(0);

            run.step("Put quotes around large numbers", "done");
            assertEquals(
                    Map.of("image", "upstream.example.com/web:20161216", "limit", "3000000"),
                    place.objects.get("configmap", "settings-app").at("data").orElseThrow());
            assertEquals("2.0.0", place.chartVersion("app"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_mistyped_release_is_not_installed_with_the_values_of_another_one(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template(SETTINGS).installed("--set=tag=a", "--set=limit=b");
            chart.update().ends(0);

            Run run = place.exec(
                            "update-release.rb", "release=apq", "chart=./2.0.0", "limit=20s", "--yes", "--yes-destroy")
                    .ends(1);

            run.step("Check whose values these are", "failed")
                    .says("has the values of release app in namespace " + place.namespace)
                    .says("and not those of apq");
            assertEquals(
                    "[]", place.helm("list", "--filter=^apq$", "--output=json").strip());
        }
    }

    /** Helm 4 takes only a plugin as a post-renderer. */
    @Test
    void what_a_post_renderer_has_changed_is_told_before_it_is_undone() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            Path renderer = Files.writeString(
                    folder.resolve("mirror.sh"), "#!/bin/sh\nsed s/upstream.example.com/mirror.internal/\n");
            assertTrue(renderer.toFile().setExecutable(true));
            UpgradedChart chart = new UpgradedChart(place)
                    .template(SETTINGS)
                    .installed("--set=tag=a", "--set=limit=b", "--post-renderer=" + renderer);

            Run run = chart.update().ends(0);

            run.says("configmap/settings-app: data.image is \"mirror.internal/web:a\"")
                    .says("a post-renderer has made it, and this upgrade undoes it");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void an_account_whose_token_is_in_a_file_is_that_of_helm(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            UpgradedChart chart = new UpgradedChart(place).template(SETTINGS).installed("--set=tag=a", "--set=limit=b");
            Path kubeconfig = place.testbed.kubeconfigWith(
                    List.of(Map.of("apiGroups", List.of("*"), "resources", List.of("*"), "verbs", List.of("*"))),
                    folder);
            String text = Files.readString(kubeconfig);
            int token = text.indexOf("token: ");
            Files.writeString(
                    folder.resolve("token"),
                    text.substring(token + "token: ".length()).strip());
            Files.writeString(kubeconfig, text.substring(0, token) + "tokenFile: token\n");
            place.operatorHas(kubeconfig);

            chart.update().ends(0);

            assertEquals("2.0.0", place.chartVersion("app"));
        }
    }
}
