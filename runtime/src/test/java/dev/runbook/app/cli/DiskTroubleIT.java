package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.MountNamespace;
import dev.runbook.Prerequisite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on disks that become full, or read-only, in a mount namespace of their own. */
class DiskTroubleIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_disk_that_is_full_or_read_only_at_any_write_costs_no_fact_and_no_effect() throws Exception {
        Prerequisite.MOUNTS.orSkip();
        List<String> command = new ArrayList<>(MountNamespace.find().orElseThrow());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallDisk.class.getName(),
                folder.toString()));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        String printed = Files.readString(said);
        assertEquals(0, process.exitValue(), printed);
        System.out.println(printed.strip());
    }
}
