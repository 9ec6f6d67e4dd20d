package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.rehearsal.chart.ChartSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One release at a time: helm takes any jump, so the rule is the runbook's to keep. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class ReleaseRuleIT {
    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: coder}
            data: {version: {{ .Chart.Version | quote }}}
            """;

    @TempDir
    Path folder;

    /** The repository writes the versions that it serves in place of the ones here; a quoted key stays as it is. */
    private static ChartSource chart(String product) {
        String about = "apiVersion: v2\nname: coder\nversion: 0.0.0\n"
                + (product.isEmpty() ? "appVersion: 0.0.0\n" : "\"appVersion\": \"" + product + "\"\n");
        return Charts.chart(about, "{}\n", Map.of("config.yaml", CONFIG), Map.of());
    }

    private Run update(OperatorSandbox place, String from, String product, String to, String toProduct, String... more)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("mine.yml"), "{}\n");
        String old = place.serve(chart(product), from);
        place.helm("install", "coder", "coder", "--repo=" + old, "--version=" + from);
        return place.updateCoder(
                place.serve(chart(toProduct), to), OperatorSandbox.with(more, "version=" + to, "--yes"));
    }

    /** From, what it installs when the chart says another version, to, what that installs, and the words of the refusal. */
    @ParameterizedTest
    @CsvSource({
        "3, 1.9.3, '', 1.10.0, '', ''",
        "4, 1.9.3, '', 1.11.0, '', 1.9.3 to 1.11.0 skips a release: update to 1.10 first",
        "3, 1.44.6, '', 2.0.0, '', 1.44.6 to 2.0.0 is another major version",
        "4, 1.15.0, '', 1.16.0-rc.1, '', ''",
        "3, 1.16.0, '', 1.16.0-rc.1, '', 1.16.0-rc.1 is older than 1.16.0",
        "4, 5.0.0, v1.15.2, 7.3.0, v1.16.0, ''",
        "3, 5.0.0, v1.15.2, 5.0.1, v1.17.0, v1.15.2 to v1.17.0 skips a release: update to 1.16 first",
        "4, 1.15.0, latest, 1.17.0, latest, 1.15.0 to 1.17.0 skips a release"
    })
    void a_jump_is_refused_before_anything_is_changed(
            int helm, String from, String product, String to, String toProduct, String refusal) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            Run run = update(place, from, product, to, toProduct);
            if (refusal.isEmpty()) {
                run.ends(0);
                assertEquals(to, place.chartVersion("coder"));
                place.allIsThere("coder");
            } else {
                run.ends(1).says(refusal).step("Move at most one release ahead", "failed");
                assertEquals(List.of(), run.commands("helm.upgrade"));
                assertEquals(from, place.chartVersion("coder"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3, I know that 1.15.0 to 1.17.0 skips releases, 0", "4, I know that 1.14.0 to 1.16.0 skips releases, 1"
    })
    void only_the_words_for_this_very_jump_let_it_pass(int helm, String words, int exit) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            Run run = update(place, "1.15.0", "", "1.17.0", "", "skip_releases=" + words)
                    .ends(exit);
            assertEquals(exit == 0 ? "1.17.0" : "1.15.0", place.chartVersion("coder"));
            if (exit == 0) {
                run.says("is made against the guide: " + words);
            }
        }
    }
}
