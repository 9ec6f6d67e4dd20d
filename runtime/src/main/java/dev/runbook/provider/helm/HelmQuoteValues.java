package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.StateBefore;
import dev.runbook.provider.file.FileIdentity;
import dev.runbook.provider.file.FileReplacement;
import dev.runbook.provider.file.FileWrite;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code helm.quote_values file, keys}. */
public final class HelmQuoteValues implements Action {
    @Override
    public String name() {
        return "helm.quote_values";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Description("put quotes around values of " + FileName.of(file(call)));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) {
        String file = file(call);
        Workspace files = call.client(Workspace.class);
        try {
            HelmValues.read(file, files);
            return FileReplacement.write(
                    call, file, quoted(call, files.read(file)), "quoted " + String.join(", ", keys(call)));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        } catch (IOException e) {
            return new Outcome.NotDone(FileWrite.notWritten(file, e));
        }
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return FileIdentity.of(call, file(call));
    }

    /** What has its quotes is left alone, so it can be done again. */
    @Override
    public Evidence evidence(Call call, StateBefore before) {
        return new Evidence.Absent("it is looked for once more");
    }

    private static byte[] quoted(Call call, byte[] content) {
        return QuotedValues.of(new String(content, StandardCharsets.UTF_8), keys(call), file(call))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> keys(Call call) {
        return call.positional().get(1) instanceof Value.List(List<Value> items)
                ? items.stream().map(key -> ArgumentText.of(key, "keys")).toList()
                : List.of(ArgumentText.of(call.positional().get(1), "keys"));
    }

    private static String file(Call call) {
        return ArgumentText.of(call.positional().getFirst(), "file");
    }
}
