package dev.runbook.provider.helm;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.text.FileName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code helm.check_values(file, chart: …, version: …, release: …)}. */
public final class HelmCheckValues implements Lookup {
    @Override
    public String name() {
        return "helm.check_values";
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) {
        HelmRights.readNamed(call, "release", needed);
        return call.unknown();
    }

    @Override
    public Value read(Call asked) throws InterruptedException {
        Helm helm = asked.client(Helm.class).caching();
        Call call = asked.with(HelmProvider.with(asked.world(), helm));
        String file = ArgumentText.of(call.positional().getFirst(), "file");
        Map<String, Object> values = HelmValues.read(file, call.client(Workspace.class));
        String chart = HelmNames.chart(ArgumentText.of(call.option("chart").orElse(Value.NIL), "chart"));
        Optional<String> version = call.option("version").map(v -> ArgumentText.of(v, "version"));
        Optional<InstalledRelease> installed = InstalledRelease.of(call);
        Optional<SemanticVersion> leaving = call.option("leaving")
                .map(v -> ArgumentText.of(v, "leaving"))
                .or(() -> installed.map(known -> known.stored().chart().version()))
                .flatMap(SemanticVersion::parse);
        Optional<UpgradeRendering.Rendered> rendered =
                installed.isPresent() ? new ValuesRendering(call).target() : Optional.empty();
        ValuesCheck.Against against = new ValuesCheck.Against(
                helm.chart(chart, version),
                helm.chartValues(chart, version),
                rendered.map(UpgradeRendering.Rendered::chart),
                leaving,
                installed
                        .map(known -> known.stored().chart())
                        .filter(old -> !old.defaults().isEmpty()));
        List<String> findings = new ArrayList<>(ValuesCheck.findings(values, against));
        if (installed.isPresent()) {
            findings.addAll(RoundedNumbers.of(call).findings());
            ValuesRendering renderings = new ValuesRendering(call);
            if (rendered.isPresent()) {
                findings.addAll(
                        new ChangedDefaults(installed.get(), renderings, values, against.defaults(), FileName.of(file))
                                .findings(rendered.get().manifest()));
            }
            findings.addAll(
                    new ForeignPatches(installed.get(), renderings, call.client(ClusterReader.class), FileName.of(file))
                            .findings());
        }
        return new Value.List(findings.stream().map(Value::of).toList());
    }
}
