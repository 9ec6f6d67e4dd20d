package dev.runbook.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs on a disk that is too small by more and more, in a process that may mount: first a run that comes to the end of the
 * disk, then the same carried on with more room. Prints how many sizes it has tried.
 */
final class SmallDisk {
    private static final int PAGE = 4096;
    private static final int MOST_PAGES = 80;

    /** Moves the writes that cross a page. */
    private static final List<Integer> PADS = List.of(0, 700, 1900, 3100);

    private final Path folder;
    private final Path disk;
    private int tried;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.disk = folder.resolve("disk");
    }

    /** Takes an empty folder. */
    public static void main(String[] arguments) throws Exception {
        SmallDisk test = new SmallDisk(Path.of(arguments[0]));
        Files.createDirectories(test.disk);
        for (int pad : PADS) {
            int pages = 2;
            while (!test.fits(pages, pad)) {
                pages++;
                hold(pages < MOST_PAGES, "it never fits");
            }
        }
        test.readOnly();
        System.out.println("full at " + test.tried + " sizes");
    }

    /** Whether the run had room enough; if not, it goes on with more of it. */
    private boolean fits(int pages, int pad) throws Exception {
        tried++;
        write(pad, "");
        shell("mount -t tmpfs -o size=" + pages * PAGE + " none " + disk);
        try {
            CommandResult first = exec();
            hold(first.code() != 4, first.err());
            hold(logged().size() == logged().stream().distinct().count(), "twice: " + logged());
            if (first.code() == 0) {
                return true;
            }
            hold(first.err().contains("no space left") || first.err().contains("No space left"), first.err());
            shell("mount -o remount,size=16m none " + disk);
            List<String> before = logged();
            CommandResult next = begun() ? command("resume") : exec();
            hold(
                    next.code() == 0,
                    "after " + pages + " pages, " + before + ": " + first.err() + next.err() + next.out());
            hold(logged().equals(List.of("one", "two", "three")), pages + " pages: " + logged());
            return false;
        } finally {
            shell("umount -l " + disk);
            Files.deleteIfExists(folder.resolve("twice"));
        }
    }

    /** A folder in which nothing new can be made from the middle of the run on, and a journal that cannot be written. */
    private void readOnly() throws Exception {
        write(0, "mount -t tmpfs -o ro none " + disk + "/runs/*/output");
        shell("mount -t tmpfs -o size=16m none " + disk);
        CommandResult first = exec();
        hold(first.code() == 1 && first.out().contains("read-only"), first.code() + first.out() + first.err());
        hold(logged().equals(List.of("one", "two")), "" + logged());
        shell("umount -l " + disk + "/runs/*/output && mount -o remount,ro none " + disk);
        CommandResult refused = command("resume");
        hold(refused.code() == 3 && refused.err().contains("read-only"), refused.code() + refused.err());
        hold(logged().equals(List.of("one", "two")), "" + logged());
        shell("mount -o remount,rw none " + disk);
        CommandResult next = command("resume");
        hold(next.code() == 0, next.out() + next.err());
        hold(logged().equals(List.of("one", "two", "three")), "" + logged());
        shell("umount -l " + disk);
    }

    private void write(int pad, String middle) throws IOException {
        String step = """
                step "%1$s", verify: file.exists?("%2$s/%1$s") do
                  run "sh", "-c", "ln -s play.rb %2$s/%1$s || echo %1$s >> %2$s/twice; %3$s; head -c 3000 /dev/zero | tr '\\\\0' x; echo"
                end
                """;
        for (String name : List.of("one", "two", "three")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.writeString(
                folder.resolve("play.rb"),
                "runbook \"Play\"\n\nnote \"" + "x".repeat(pad) + "\"\n"
                        + step.formatted("one", folder, "true")
                        + step.formatted("two", folder, middle.isEmpty() ? "true" : middle)
                        + step.formatted("three", folder, "true"));
    }

    private CommandResult exec() {
        return CommandResult.run(
                "exec",
                "--runs=" + disk.resolve("runs"),
                folder.resolve("play.rb").toString());
    }

    private CommandResult command(String name) {
        return CommandResult.run(name, "--runs=" + disk.resolve("runs"));
    }

    private boolean begun() throws IOException {
        Path runs = disk.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(runs)) {
            for (Path file : all.toList()) {
                if (file.endsWith("journal.jsonl") && Files.size(file) > 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The steps whose effect is there, and then those that had it twice. It comes at once, so a kill cannot divide it. */
    private List<String> logged() throws IOException {
        List<String> all = new ArrayList<>(Stream.of("one", "two", "three")
                .filter(name -> Files.exists(folder.resolve(name)))
                .toList());
        Path twice = folder.resolve("twice");
        if (Files.exists(twice)) {
            all.addAll(Files.readAllLines(twice));
        }
        return all;
    }

    /** A disk that is mounted anew is named with its source: else mount repeats its owner, which it may not as another. */
    private static void shell(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", line).inheritIO().start();
        hold(process.waitFor() == 0, line);
    }

    private static void hold(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
