package dev.runbook.provider.helm;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.signature.FilePath;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.provider.kube.ReleaseNames;

/** Which texts helm takes for what. */
final class HelmRules implements ArgumentRules {
    @Override
    public void text(Signature signature, String parameter, String text) {
        switch (parameter) {
            case "namespace" -> {
                // An empty one is that of the runbook.
                if (!text.isEmpty()) {
                    HelmNames.namespace(text);
                }
            }
            case "release" -> ReleaseNames.of(text);
            case "name", "names" -> {
                if (signature.name().startsWith("helm.repo")) {
                    HelmNames.repository(text);
                } else {
                    ReleaseNames.of(text);
                }
            }
            case "chart" -> HelmNames.chart(text);
            case "version" -> ChartVersions.of(text);
            case "url" -> HelmNames.url(text);
            case "path", "to", "file", "ca", "values" -> FilePath.file(text);
            case "description" -> ArgumentText.of(Value.of(text), "description");
            default -> {}
        }
    }

    @Override
    public void entry(Signature signature, String parameter, String key, Value value) {
        if (parameter.equals("set")) {
            ArgumentText.of(Value.of(key), "a key of set:");
        }
    }
}
