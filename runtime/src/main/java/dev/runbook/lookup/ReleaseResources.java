package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.value.Value;

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
}
