package dev.runbook.provider.file;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.signature.FilePath;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.StateBefore;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.util.Map;

/** {@code file.delete path}. */
public final class FileDelete implements Action {
    @Override
    public String name() {
        return "file.delete";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Description(
                "delete " + FilePath.shown(call.positional().getFirst()));
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return FileIdentity.of(call, path(call));
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) {
        return FileIdentity.deleted(call, before, path(call));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) {
        try {
            String path = path(call);
            if (!call.client(Workspace.class).exists(path)) {
                return Outcome.done(FileName.of(path) + " was not there");
            }
            try {
                call.client(Workspace.class).delete(path);
            } catch (IOException e) {
                return new Outcome.NotDone(Failure.of(
                        FailureClass.CommandFailed,
                        "%s cannot be deleted: %s".formatted(FileName.of(path), e.getMessage()),
                        "Check that it is a file, and that you may write in its folder."));
            }
            return Outcome.done("");
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    private static String path(Call call) {
        return ArgumentText.of(call.positional().getFirst(), "path");
    }
}
