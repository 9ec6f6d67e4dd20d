package dev.runbook.provider.helm;

import dev.runbook.language.value.SemanticVersion;
import java.util.List;

/** The definitions in a chart's {@code crds/} as a helm tells them that has no {@code helm show crds}: with a rendering. */
final class OlderDefinitions {
    private static final String SOURCE = "# Source: ";

    private OlderDefinitions() {}

    static boolean needed(SemanticVersion helm) {
        return helm.major() == 3 && helm.minor() < 7;
    }

    static List<String> arguments(String chart) {
        return List.of("template", "definitions", HelmNames.chart(chart), "--include-crds", "--no-hooks");
    }

    /** Of a rendering, what comes from {@code crds/}: a template is named with its chart before its path. */
    static String of(String rendering) {
        StringBuilder definitions = new StringBuilder();
        boolean inside = false;
        for (String line : rendering.split("\n", -1)) {
            if (line.startsWith(SOURCE)) {
                inside = line.startsWith(SOURCE + "crds/");
                if (inside) {
                    definitions.append("---\n");
                }
            } else if (inside) {
                definitions.append(line).append('\n');
            }
        }
        return definitions.toString();
    }
}
