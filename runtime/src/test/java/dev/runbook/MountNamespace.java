package dev.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A way to start a program that may mount disks, where nobody else sees them. */
public final class MountNamespace {
    private static final List<List<String>> WAYS =
            List.of(List.of("unshare", "--mount"), List.of("unshare", "--user", "--map-root-user", "--mount"));

    private MountNamespace() {}

    /** What stands before the program on the command line; empty where the machine lets nobody do so. */
    public static Optional<List<String>> find() {
        return WAYS.stream().filter(MountNamespace::works).findFirst();
    }

    /** Tries what tests do: mounts a small disk, makes it larger and read-only, and takes it away. */
    private static boolean works(List<String> way) {
        try {
            Path folder = Files.createTempDirectory("runbook-mounts-");
            try {
                List<String> trial = new ArrayList<>(way);
                String script = "mount -t tmpfs -o size=8192 none \"$1\" && mount -o remount,size=1m none \"$1\""
                        + " && mount -o remount,ro none \"$1\" && umount -l \"$1\"";
                trial.addAll(List.of("sh", "-c", script, "sh", folder.toString()));
                return new ProcessBuilder(trial)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } finally {
                Files.delete(folder);
            }
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
