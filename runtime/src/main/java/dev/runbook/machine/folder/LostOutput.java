package dev.runbook.machine.folder;

import dev.runbook.port.Processes;
import dev.runbook.port.RunFolder;

/** Output of a run whose folder is gone: nothing keeps it. */
record LostOutput(String name) implements RunFolder.OutputFile {
    @Override
    public void line(Processes.Stream stream, String line) {}

    @Override
    public String sha256() {
        return "";
    }

    @Override
    public void close() {}
}
