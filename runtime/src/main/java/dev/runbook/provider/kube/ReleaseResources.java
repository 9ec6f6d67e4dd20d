package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;
import java.util.Optional;

/** {@code release_resources(release)}: what the release's manifest lists plus what those objects own. */
public final class ReleaseResources implements Lookup {
    @Override
    public String name() {
        return "release_resources";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String release =
                CallArguments.text(call, 0).orElseThrow(() -> CallArguments.wrong("release_resources needs a release"));
        return NamedObject.resources(
                "resources of release " + release,
                ReleaseObjects.read(call, release, CallArguments.namespace(call)),
                false);
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        Optional<String> release = call.knownText(0);
        Optional<String> namespace = call.knownNamespace();
        return release.isEmpty() || namespace.isEmpty()
                ? call.unknown()
                : ReleaseObjects.foreseen(call, release.get(), namespace.get(), needed);
    }
}
