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

/** {@code file.copy from, to}. */
public final class FileCopy implements Action {
    @Override
    public String name() {
        return "file.copy";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Description("copy " + FilePath.shown(call.positional().get(0)) + " to "
                + FilePath.shown(call.positional().get(1)));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) {
        try {
            String from = ArgumentText.of(call.positional().get(0), "from");
            String to = ArgumentText.of(call.positional().get(1), "to");
            byte[] content;
            try {
                content = call.client(Workspace.class).read(from);
            } catch (IOException e) {
                return new Outcome.NotDone(Failure.of(
                        FailureClass.CommandFailed,
                        "%s cannot be read: %s".formatted(FileName.of(from), e.getMessage()),
                        "Check that it is a file and that you may read it."));
            }
            try {
                return FileReplacement.write(call, to, content, "");
            } catch (IOException e) {
                return new Outcome.NotDone(FileWrite.notWritten(to, e));
            }
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return FileIdentity.of(call, ArgumentText.of(call.positional().get(1), "to"));
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) {
        String from = ArgumentText.of(call.positional().get(0), "from");
        String to = ArgumentText.of(call.positional().get(1), "to");
        try {
            return FileIdentity.written(
                    call, before, to, call.client(Workspace.class).read(from));
        } catch (IOException e) {
            return new Evidence.Absent(from + " cannot be read");
        }
    }
}
