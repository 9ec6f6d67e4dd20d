package dev.runbook.provider.postgres;

import dev.runbook.port.LargeFiles;
import dev.runbook.port.Workspace;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a dump, and what has come back of it, to the manifest that was written when it was taken. */
record RestoreCheck(Workspace files, LargeFiles large, Checksum checksum) {
    private static final int SHOWN = 5;

    /** The manifest of a dump that is still what it was; empty when it never had one. */
    Optional<DumpManifest> unchanged(String dump) throws InterruptedException {
        if (!files.exists(dump)) {
            throw PostgresFailures.of(
                    "there is no dump " + FileName.of(dump), "Check the name, and the folder that runbook runs in.");
        }
        String path = DumpManifest.path(dump);
        if (!files.exists(path)) {
            return Optional.empty();
        }
        try {
            DumpManifest manifest = DumpManifest.read(files.read(path), path);
            String absolute = files.absolute(dump);
            if (large.bytes(absolute) != manifest.bytes()
                    || !checksum.of(absolute).equals(manifest.sha256())) {
                throw PostgresFailures.of(
                        FileName.of(dump) + " is not what was dumped: its size or checksum differs from "
                                + FileName.of(path),
                        "It was changed or copied badly. Nothing was restored. Use another copy of it.");
            }
            return Optional.of(manifest);
        } catch (IOException e) {
            throw PostgresFailures.of(
                    FileName.of(dump) + " cannot be read: " + e.getMessage(), "Check that you may read it.");
        }
    }

    /** Fails when a table has not come back with the rows that it had. */
    static void same(Map<String, Long> dumped, Map<String, Long> restored) {
        List<String> differences = new ArrayList<>();
        dumped.forEach((table, rows) -> {
            Long there = restored.get(table);
            if (there == null) {
                differences.add(table + " is missing");
            } else if (!there.equals(rows)) {
                differences.add("%s has %,d rows and had %,d".formatted(table, there, rows));
            }
        });
        if (!differences.isEmpty()) {
            throw PostgresFailures.of("not everything has come back: "
                    + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
                    + (differences.size() > SHOWN ? "; and " + (differences.size() - SHOWN) + " more" : ""));
        }
    }
}
