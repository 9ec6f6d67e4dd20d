package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** An option that the docs, the pages of explain or a message name is one that a command has. */
class OptionsInTextsTest {
    private static final Pattern NAMED =
            Pattern.compile("(?<=`)--[a-z][a-z-]+|(?<=runbook [a-z]{3,12} [^`\"\n]{0,60})--[a-z][a-z-]+");
    /** What those texts say of helm. */
    private static final Set<String> OF_HELM = Set.of("--atomic", "--rollback-on-failure");

    @Test
    void every_option_that_is_named_exists() throws IOException {
        Set<String> known = new HashSet<>(OF_HELM);
        collect(Commands.line(new Main()), known);
        List<String> unknown = new ArrayList<>();
        int seen = 0;
        for (Path file : texts()) {
            Matcher named = NAMED.matcher(Files.readString(file));
            while (named.find()) {
                seen++;
                if (!known.contains(named.group())) {
                    unknown.add(file + ": " + named.group());
                }
            }
        }
        assertTrue(seen > 30, "options are found at all");
        assertEquals(List.of(), unknown);
    }

    private static void collect(CommandLine command, Set<String> into) {
        command.getCommandSpec().options().forEach(option -> {
            into.addAll(List.of(option.names()));
            if (option.negatable()) {
                into.addAll(Stream.of(option.names())
                        .map(name -> "--no-" + name.substring(2))
                        .toList());
            }
        });
        command.getSubcommands().values().forEach(inner -> collect(inner, into));
    }

    private static List<Path> texts() throws IOException {
        List<Path> texts = new ArrayList<>(List.of(Path.of("../README.md")));
        for (Path root : List.of(Path.of("../docs"), Path.of("../grammar/src/main"), Path.of("src/main"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().matches(".*\\.(md|java)")).forEach(texts::add);
            }
        }
        return texts;
    }
}
