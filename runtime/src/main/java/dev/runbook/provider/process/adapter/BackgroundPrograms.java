package dev.runbook.provider.process.adapter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds programs that were started by this run and went into the background: by a mark in their environment, which is
 * inherited by whatever they start, or by the session that they were started in, whose number no other gets while one of
 * them runs. Who leaves both behind is found among the {@link Orphans}.
 */
final class BackgroundPrograms {
    static final String MARK = "RUNBOOK_STARTED_BY";
    private static final Path PROC = Path.of("/proc");
    private static final int LOOKS = 5;

    /** Among the fields behind the name. */
    private static final int SESSION = 3;

    private static final Set<String> ENDED = Set.of("Z", "X");

    private BackgroundPrograms() {}

    /** The programs whose mark or session is one of these; none where there is no {@code /proc}. */
    static List<ProcessHandle> of(Predicate<String> wanted, Set<Long> sessions) {
        List<ProcessHandle> found = new ArrayList<>();
        // A program that is just becoming another shows no environment for a moment: it is looked at again.
        for (int look = 0; look < LOOKS; look++) {
            found.clear();
            if (look(wanted, sessions, found)) {
                break;
            }
        }
        return found;
    }

    /** Looks at every program once; false when one could not be told. */
    private static boolean look(Predicate<String> wanted, Set<Long> sessions, List<ProcessHandle> found) {
        boolean told = true;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                byte[] environment = read(process.resolve("environ"));
                long pid = Long.parseLong(process.getFileName().toString());
                if (mark(environment).filter(wanted).isPresent() || sessions.contains(session(pid))) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                } else if (environment.length == 0 && hasMemory(process)) {
                    told = false;
                }
            }
            return told;
        } catch (IOException e) {
            return true;
        }
    }

    /** Threads of the kernel and programs that have ended have none, and no environment either. */
    private static boolean hasMemory(Path process) {
        String pages = new String(read(process.resolve("statm")), StandardCharsets.ISO_8859_1);
        return !pages.isEmpty() && !pages.startsWith("0 ");
    }

    private static Optional<String> mark(byte[] environment) {
        String before = "\0" + MARK + "=";
        String all = "\0" + new String(environment, StandardCharsets.ISO_8859_1) + "\0";
        int at = all.indexOf(before);
        int from = at + before.length();
        return at < 0 ? Optional.empty() : Optional.of(all.substring(from, all.indexOf('\0', from)));
    }

    /** Whether a program leads a session: those that a run starts itself do, and what they start mostly does not. */
    static boolean leads(ProcessHandle process) {
        return session(process.pid()) == process.pid();
    }

    /** The session of a program; -1 when it has just ended. */
    static long session(long pid) {
        String[] fields = status(pid);
        return fields.length > SESSION && fields[SESSION].matches("\\d{1,18}") ? Long.parseLong(fields[SESSION]) : -1;
    }

    /** Whether a program still does something: one that has ended stands in the list until its parent looks. */
    static boolean works(ProcessHandle program) {
        String[] fields = status(program.pid());
        return fields.length > SESSION ? !ENDED.contains(fields[0]) : !Files.isDirectory(PROC) && program.isAlive();
    }

    /** The name that the system has for a program, and no argument of it: there may be a secret among them. */
    static String name(ProcessHandle program) {
        return new String(read(PROC.resolve(program.pid() + "/comm")), StandardCharsets.UTF_8).stripTrailing();
    }

    private static String[] status(long pid) {
        String stat = new String(read(PROC.resolve(pid + "/stat")), StandardCharsets.ISO_8859_1);
        // The second field is the name in brackets, and may hold blanks and brackets itself.
        return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    }

    /** Nothing of another user's program, or of one that has just ended: neither is ours. */
    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
