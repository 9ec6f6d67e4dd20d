package dev.runbook.provider.file;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.signature.FilePath;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.StateBefore;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.util.Map;

/** {@code file.write path, text}. */
public final class FileWrite implements Action {
    @Override
    public String name() {
        return "file.write";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Description(
                "write " + FilePath.shown(call.positional().getFirst()));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) {
        try {
            String path = ArgumentText.of(call.positional().get(0), "path");
            String text = ArgumentText.of(call.positional().get(1), "text");
            try {
                return FileReplacement.write(call, path, FileIdentity.bytes(text), "");
            } catch (IOException e) {
                return new Outcome.NotDone(notWritten(path, e));
            }
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return FileIdentity.of(call, ArgumentText.of(call.positional().getFirst(), "path"));
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) {
        return FileIdentity.written(
                call,
                before,
                ArgumentText.of(call.positional().get(0), "path"),
                FileIdentity.bytes(ArgumentText.of(call.positional().get(1), "text")));
    }

    public static Failure notWritten(String path, IOException e) {
        return Failure.of(
                FailureClass.CommandFailed,
                "%s cannot be written: %s".formatted(FileName.of(path), e.getMessage()),
                "Check that its folder exists, that you may write there, and that the disk is not full. "
                        + "What was there before is unchanged.");
    }
}
