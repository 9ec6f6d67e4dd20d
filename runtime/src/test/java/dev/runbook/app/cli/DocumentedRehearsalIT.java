package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from an edition of one's own to a tested one, as docs/rehearsals.md tells it: its files, its commands, and what they print. */
class DocumentedRehearsalIT {
    private static final Pattern FILE = Pattern.compile("(?s)`([\\w.-]+)`[^\n]*:\n\n```(?:ruby|yaml)\n(.*?)```");
    private static final Pattern SHOWN = Pattern.compile("(?s)```\n\\$ runbook ([^\n]*)\n(.*?)```");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void each_command_prints_what_is_shown_of_it_and_leaves_the_files_as_they_are()
            throws IOException, InterruptedException {
        Prerequisite.BUNDLED_HELM.orSkip();
        String page = Files.readString(Path.of("../docs/rehearsals.md"));
        Matcher file = FILE.matcher(page);
        while (file.find()) {
            Files.writeString(folder.resolve(file.group(1)), file.group(2));
        }
        String values = Files.readString(folder.resolve("acme-values.yml"));
        int commands = 0;
        Matcher shown = SHOWN.matcher(page);
        while (shown.find()) {
            commands++;
            try (OwnProcess process = OwnProcess.start(folder, shown.group(1).split(" ", -1))) {
                OwnProcess.Ended ended = process.end();
                assertEquals(0, ended.code(), ended.said());
                PrintedParts.assertPrinted(shown.group(2), ended.said());
            }
        }
        assertTrue(commands >= 3, "the page shows commands and what they print");
        assertEquals(values, Files.readString(folder.resolve("acme-values.yml")));
        assertFalse(Files.exists(folder.resolve("current-values.yml")));
    }
}
