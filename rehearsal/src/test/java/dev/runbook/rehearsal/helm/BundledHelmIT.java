package dev.runbook.rehearsal.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the bundled helm is for Linux on amd64")
class BundledHelmIT {
    @Test
    void two_that_unpack_at_the_same_time_get_the_same_whole_helm_and_leave_nothing_else(@TempDir Path cache)
            throws Exception {
        Callable<Path> unpack = () -> BundledHelm.unpack(cache);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (var unpacked : threads.invokeAll(List.of(unpack, unpack))) {
                assertTrue(Files.isExecutable(unpacked.get()));
            }
        }
        Path helm = BundledHelm.unpack(cache);
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(helm)));
        try (Stream<Path> files = Files.list(cache)) {
            assertEquals(List.of(helm), files.toList());
        }
    }

    @Test
    void what_is_there_is_not_unpacked_again_unless_it_is_broken(@TempDir Path cache) throws Exception {
        Path helm = BundledHelm.unpack(cache);
        FileTime first = Files.getLastModifiedTime(helm);
        BundledHelm.unpack(cache);
        assertEquals(first, Files.getLastModifiedTime(helm));
        Files.writeString(helm, "half a file");
        BundledHelm.unpack(cache);
        assertEquals(50_753_536, Files.size(helm));
    }
}
