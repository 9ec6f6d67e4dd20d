package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.ObjectRights;
import dev.runbook.action.RightsNeeded;
import dev.runbook.value.Value;
import java.util.Optional;

/** {@code release_resources(release)}: what the release's manifest lists plus what those objects own. */
public final class ReleaseResources implements Lookup {
    @Override
    public String name() {
        return "release_resources";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String release = Given.text(call, 0).orElseThrow(() -> Given.wrong("release_resources needs a release"));
        return Snapshot.resources(
                "resources of release " + release, ReleaseObjects.read(call, release, Given.namespace(call)), false);
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        Optional<String> release = call.knownText(0);
        Optional<String> namespace = call.knownNamespace();
        return release.isEmpty() || namespace.isEmpty()
                ? ObjectRights.unknown(call)
                : ReleaseObjects.foreseen(release.get(), namespace.get(), needed);
    }
}
