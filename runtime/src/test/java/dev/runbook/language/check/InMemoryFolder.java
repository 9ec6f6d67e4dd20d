package dev.runbook.language.check;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runbooks that stand beside each other, without a disk. */
final class InMemoryFolder implements Loader {
    private final Map<String, Source> files = new LinkedHashMap<>();

    InMemoryFolder with(String name, String text) {
        files.put(name, Source.of(name, text));
        return this;
    }

    Checked check(String main) {
        return Checker.check(java.util.Objects.requireNonNull(files.get(main)), this, ShippedProviders.ALL.catalogue());
    }

    static Checked check(String main, String text) {
        return new InMemoryFolder().with(main, text).check(main);
    }

    static List<Diagnostic> diagnostics(Checked checked) {
        return switch (checked) {
            case Checked.Sound sound -> sound.warnings();
            case Checked.Unsound unsound -> unsound.diagnostics();
        };
    }

    @Override
    public Loaded load(Source from, String path) {
        Source found = files.get(path);
        return found == null
                ? new Loaded.NotFound("there is no such file", List.copyOf(files.keySet()))
                : new Loaded.Found(found);
    }
}
