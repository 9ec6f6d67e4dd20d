package dev.runbook.provider.file;

import dev.runbook.port.EarlierContents;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Outcome;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes a whole file of the operator's; what somebody has written into it is kept first, and that is told. */
public final class FileReplacement {
    private FileReplacement() {}

    /**
     * @param summary what came of it, in a few words; may be empty
     * @throws IOException when it cannot be written, or what it has cannot be kept; it is as it was then
     */
    public static Outcome.Done write(Call call, String path, byte[] content, String summary) throws IOException {
        Optional<String> copy = call.client(EarlierContents.class).keep(path, content);
        call.client(Workspace.class).replace(path, content);
        String told = copy.map(kept -> FileName.of(path) + " had other contents, kept as " + kept)
                .orElse("");
        return new Outcome.Done(summary + (summary.isEmpty() || told.isEmpty() ? "" : "; ") + told, List.of(path));
    }
}
