package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README shows is what the program prints, line by line. */
class ReadmeIT {
    private static final Pattern SHOWN = Pattern.compile("(?s)```\n\\$ \\./runbook ([^\n]*)\n(.*?)```");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_rehearsal_prints_each_line_that_is_shown_of_it() throws IOException, InterruptedException {
        Prerequisite.BUNDLED_HELM.orSkip();
        Matcher shown = SHOWN.matcher(Files.readString(Path.of("../README.md")));
        assertTrue(shown.find(), "README shows a command and what it prints");
        try (OwnProcess process = OwnProcess.start(folder, shown.group(1).split(" ", -1))) {
            OwnProcess.Ended ended = process.end();
            assertEquals(0, ended.code(), ended.said());
            PrintedParts.assertPrinted(shown.group(2), ended.said());
        }
    }
}
