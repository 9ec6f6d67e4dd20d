package dev.runbook.provider.helm;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Lookup;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code release_changes(release, chart, version: …, values: …, replacing: …, reinstall: …)}. */
public final class ReleaseChanges implements Lookup {
    @Override
    public String name() {
        return "release_changes";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Impact impact = impact(call);
        return new Value.Entity(
                "release changes",
                Map.of(
                        "created",
                        texts(impact.created().stream()
                                .map(ResourceId::shortName)
                                .toList()),
                        "changed",
                        set("changed objects", impact.changed()),
                        "removed",
                        set("removed objects", impact.removed()),
                        "losses",
                        set(
                                "lost objects",
                                impact.losses().stream()
                                        .map(Impact.Loss::object)
                                        .toList()),
                        "costs",
                        texts(impact.costs()),
                        "summary",
                        Value.of(impact.summary())));
    }

    private static Impact impact(Call call) throws InterruptedException {
        Call plain = call.without(Set.of("replacing", "reinstall"));
        if (call.isTrue("reinstall")) {
            return UninstallImpact.ofReinstall(plain);
        }
        return call.option("replacing").isPresent()
                ? HelmReplace.impact(plain, call.option("replacing").get())
                : UpgradeImpact.of(UpgradeRendering.upgrade(plain, 0));
    }

    private static Value texts(List<String> texts) {
        return new Value.List(texts.stream().map(Value::of).toList());
    }

    private static Value set(String label, List<ResourceId> objects) {
        return new Resources(label, objects, List.of(), false);
    }
}
