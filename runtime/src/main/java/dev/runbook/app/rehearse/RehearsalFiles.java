package dev.runbook.app.rehearse;

import dev.runbook.machine.files.CopyOnWriteWorkspace;
import dev.runbook.machine.files.FolderWorkspace;
import dev.runbook.machine.folder.DiskRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The working folder in a rehearsal: seen as it is, and never changed.
 *
 * @param folder the operator's
 * @param copies where copies for programs may be made
 * @param given what the scenario has put there
 */
record RehearsalFiles(Path folder, Path copies, CopyOnWriteWorkspace workspace, Map<String, Optional<String>> given)
        implements ProgramFiles {
    private static final Pattern OPTION = Pattern.compile("(?s)(--[a-z-]+=)?(.+)");

    /** The folder as it is now, but for what the scenario says; what is written goes below an empty one. */
    static RehearsalFiles over(Path folder, Path empty, Map<String, Optional<String>> given) throws IOException {
        CopyOnWriteWorkspace workspace = new CopyOnWriteWorkspace(
                new FolderWorkspace(folder), folder, Files.createDirectories(empty.resolve("written")), true);
        for (Map.Entry<String, Optional<String>> file : given.entrySet()) {
            if (file.getValue().isPresent()) {
                workspace.replace(file.getKey(), file.getValue().get().getBytes(StandardCharsets.UTF_8));
            } else {
                workspace.delete(file.getKey());
            }
        }
        return new RehearsalFiles(
                folder, Files.createDirectories(empty.resolve("copies")), workspace, Map.copyOf(given));
    }

    @Override
    public String seen(String argument) {
        Matcher option = OPTION.matcher(argument);
        if (workspace.touched().isEmpty() || !option.matches()) {
            return argument;
        }
        boolean quoted = option.group(2).matches("(?s)\".*\"");
        String path = quoted ? unquoted(option.group(2)) : option.group(2);
        try {
            Path there = workspace.seen(path, copies);
            String own = option.group(1) == null ? "" : option.group(1);
            return there.equals(folder.resolve(path).normalize())
                    ? argument
                    : own + (quoted ? quoted(there.toString()) : there);
        } catch (InvalidPathException noPath) {
            return argument;
        } catch (IOException e) {
            throw new UncheckedIOException("the rehearsal's files cannot be copied for helm", e);
        }
    }

    /** As helm reads a list of files: a path with a comma is quoted. */
    private static String unquoted(String written) {
        return written.substring(1, written.length() - 1).replace("\"\"", "\"");
    }

    private static String quoted(String path) {
        return '"' + path.replace("\"", "\"\"") + '"';
    }

    /** Keeps with the run what was written, and says so in a line a file. */
    List<String> keep(DiskRun run) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String path : workspace.touched()) {
            if (workspace.exists(path)) {
                byte[] content = workspace.read(path);
                if (isGiven(path, content)) {
                    continue;
                }
                String copy = run.keepOnce(workspace.absolute(path)).copy();
                lines.add("wrote " + path + ", " + size(content) + ", kept as " + copy);
            } else if (Files.exists(folder.resolve(path)) && !given.containsKey(path)) {
                lines.add("deleted " + path);
            }
        }
        return lines;
    }

    private boolean isGiven(String path, byte[] content) {
        return given.getOrDefault(path, Optional.empty())
                .filter(text -> Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content))
                .isPresent();
    }

    private static String size(byte[] content) {
        long lines = 0;
        for (byte one : content) {
            if (one == 0) {
                return content.length + " bytes";
            }
            lines += one == '\n' ? 1 : 0;
        }
        if (content.length > 0 && content[content.length - 1] != '\n') {
            lines++;
        }
        return lines + (lines == 1 ? " line" : " lines");
    }
}
