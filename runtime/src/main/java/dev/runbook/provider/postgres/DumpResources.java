package dev.runbook.provider.postgres;

import dev.runbook.port.Clock;
import dev.runbook.port.LargeFiles;
import dev.runbook.port.Pods;
import dev.runbook.port.Workspace;

/** What dumps and restores are made with. */
record DumpResources(Tools tools, Pods pods, Workspace files, LargeFiles large, Clock clock) {
    RestoreCheck restoreCheck() {
        return new RestoreCheck(files, large, checksum());
    }

    Checksum checksum() {
        return new Checksum(tools.processes(), large);
    }
}
