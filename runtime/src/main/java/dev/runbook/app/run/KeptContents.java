package dev.runbook.app.run;

import dev.runbook.machine.folder.DiskRun;
import dev.runbook.port.EarlierContents;
import dev.runbook.port.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps in the folder of a run what no run that is kept beside it has written. */
record KeptContents(Workspace files, JournaledRuns runs, DiskRun run) implements EarlierContents {
    @Override
    public Optional<String> keep(String path, byte[] next) throws IOException {
        String file = files.absolute(path);
        if (!Files.isRegularFile(Path.of(file))) {
            return Optional.empty();
        }
        String sum = files.identity(path).map(Workspace.Identity::sum).orElse("");
        if (sum.equals(Workspace.Identity.sum(next)) || runs.wrote(run.id(), files, file, sum)) {
            return Optional.empty();
        }
        return Optional.of(NextCommand.fromHere(
                Path.of(run.path()).resolve(run.keepBefore(file).copy())));
    }
}
