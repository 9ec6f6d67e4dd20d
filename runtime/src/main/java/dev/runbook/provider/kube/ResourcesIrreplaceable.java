package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code resources.irreplaceable}: what of these very objects takes data along when it is deleted. */
public final class ResourcesIrreplaceable implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.irreplaceable";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        List<Value> losses = SetMember.now(call).stream()
                .flatMap(member -> member.object().stream())
                .filter(object -> !ResourcePolicy.kept(object))
                .flatMap(object -> loss(object))
                .map(Value::of)
                .toList();
        return new Value.List(losses);
    }

    private static Stream<String> loss(KubeObject object) {
        String name = object.id().shortName();
        return switch (object.kind()) {
            case "PersistentVolumeClaim" -> Stream.of(name);
            case "CustomResourceDefinition" -> Stream.of(name + " with every object of its kind");
            case "Namespace" -> Stream.of(name + " with all that is in it");
            case "StatefulSet" -> claimsGo(object) ? Stream.of("the volume claims of " + name) : Stream.empty();
            default -> Stream.empty();
        };
    }

    /** Otherwise the claims stay, and the next stateful set of the same name takes them up again. */
    private static boolean claimsGo(KubeObject set) {
        return set.text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
                .equals(Optional.of("Delete"));
    }
}
