package dev.runbook.provider.helm;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The large numbers of a values file that the upgrade would write as floats into texts where the release has none.
 *
 * @param mendable those that quotes mend
 * @param others those that the chart takes only as numbers
 */
record RoundedNumbers(List<String> mendable, List<String> others) {
    static final RoundedNumbers NONE = new RoundedNumbers(List.of(), List.of());

    RoundedNumbers {
        mendable = List.copyOf(mendable);
        others = List.copyOf(others);
    }

    static RoundedNumbers of(Call call) throws InterruptedException {
        String file = ArgumentText.of(call.positional().getFirst(), "file");
        Workspace files = call.client(Workspace.class);
        Map<String, Number> numbers = LargeNumbers.of(HelmValues.read(file, files));
        if (numbers.isEmpty()) {
            return NONE;
        }
        ValuesRendering renderings = new ValuesRendering(call);
        String made = manifest(renderings.target()).orElse("");
        Optional<InstalledRelease> installed = InstalledRelease.of(call);
        // What the release has in that form already was meant so, or is no worse than it was.
        String before = installed.map(known -> known.stored().manifest()).orElse("");
        List<String> mendable = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, Number> number : numbers.entrySet()) {
            String form = LargeNumbers.asFloat(number.getValue());
            int texts = LargeNumbers.texts(made, form);
            if (texts == 0 || LargeNumbers.texts(before, form) > 0) {
                continue;
            }
            Optional<String> mended = manifest(renderings.target(quoted(file, files, number.getKey())));
            if (mended.isEmpty()) {
                others.add(number.getKey());
            } else if (LargeNumbers.texts(mended.get(), form) < texts) {
                mendable.add(number.getKey());
            }
        }
        return new RoundedNumbers(mendable, others);
    }

    private static Optional<String> manifest(Optional<UpgradeRendering.Rendered> rendered) {
        return rendered.map(UpgradeRendering.Rendered::manifest);
    }

    private static String quoted(String file, Workspace files, String key) {
        try {
            return QuotedValues.of(new String(files.read(file), StandardCharsets.UTF_8), List.of(key), file);
        } catch (IOException unread) {
            return "";
        }
    }

    /** The findings about those that quotes do not mend. */
    List<String> findings() {
        return others.stream()
                .map(key -> key
                        + ": helm rounds this number when it reads it from a file, and the chart takes no text there;"
                        + " upgrade with set: { \"" + key + "\" => … } instead")
                .toList();
    }
}
