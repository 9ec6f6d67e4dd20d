package dev.runbook.provider.helm;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.Map;
import java.util.Optional;

/** {@code helm.check_values(file, chart: …, version: …, leaving: …)}. */
public final class HelmCheckValues implements Lookup {
    @Override
    public String name() {
        return "helm.check_values";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String file = ArgumentText.of(call.positional().getFirst(), "file");
        Map<String, Object> values = HelmValues.read(file, call.client(Workspace.class));
        String chart = HelmNames.chart(ArgumentText.of(call.option("chart").orElse(Value.NIL), "chart"));
        Optional<String> version = call.option("version").map(v -> ArgumentText.of(v, "version"));
        Optional<SemanticVersion> leaving =
                call.option("leaving").flatMap(v -> SemanticVersion.parse(ArgumentText.of(v, "leaving")));
        Helm helm = call.client(Helm.class);
        return new Value.List(
                ValuesCheck.findings(values, helm.chart(chart, version), helm.chartValues(chart, version), leaving)
                        .stream()
                        .map(Value::of)
                        .toList());
    }
}
