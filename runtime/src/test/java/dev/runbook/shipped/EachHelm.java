package dev.runbook.shipped;

import dev.runbook.Prerequisite;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests on the real control plane with each real helm, side by side, each with a folder of its own. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
abstract class EachHelm {
    @TempDir
    Path folder;

    @BeforeAll
    static void world() {
        Prerequisite.CONTROL_PLANE.orSkip();
        Prerequisite.HELMS.orSkip();
    }
}
