package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.helm.ArgumentText;
import dev.runbook.port.Processes;
import dev.runbook.text.FileName;
import dev.runbook.value.Value;
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
        return new Intent.Deed("delete " + FilePath.shown(call.positional().getFirst()));
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return FileIdentity.of(call, path(call));
    }

    @Override
    public Evidence evidence(Call call, Before before) {
        return FileIdentity.deleted(call, before, path(call));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) {
        try {
            String path = path(call);
            if (!call.world().files().exists(path)) {
                return Outcome.done(FileName.of(path) + " was not there");
            }
            try {
                call.world().files().delete(path);
            } catch (IOException e) {
                return new Outcome.NotDone(Failure.of(
                        FailureClass.CommandFailed,
                        "%s cannot be deleted: %s".formatted(FileName.of(path), e.getMessage()),
                        "Check that it is a file, and that you may write in its folder."));
            }
            return Outcome.done("deleted " + FileName.of(path));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    private static String path(Call call) {
        return ArgumentText.of(call.positional().getFirst(), "path");
    }
}
