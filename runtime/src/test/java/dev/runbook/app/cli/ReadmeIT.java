package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README shows is what the program prints, line by line. */
class ReadmeIT {
    private static final Pattern SHOWN = Pattern.compile("(?s)```\n\\$ \\./runbook ([^\n]*)\n(.*?)```");
    private static final String LEFT_OUT = "[…]";

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
            String rest = withoutTimes(ended.said());
            // A part at a time, so that the first one that is not printed is told.
            for (String part : parts(shown.group(2))) {
                int at = rest.indexOf(part);
                assertTrue(at >= 0, () -> "not printed, or not in this order:\n" + part + "\nin\n" + ended.said());
                rest = rest.substring(at + part.length());
            }
        }
    }

    /** What stands between the places where something is left out. */
    private static List<String> parts(String text) {
        return List.of(withoutTimes(text).split(Pattern.quote(LEFT_OUT) + "\n?", -1));
    }

    /** How long something takes differs from run to run, and what takes next to no time is done without saying one. */
    private static String withoutTimes(String text) {
        return text.replaceAll("\\b\\d+(\\.\\d)?s\\b", "TIME").replace("✓ done in TIME\n", "✓ done\n");
    }
}
