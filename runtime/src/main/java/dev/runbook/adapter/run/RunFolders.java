package dev.runbook.adapter.run;

import dev.runbook.journal.EntryJson;
import dev.runbook.journal.Flaw;
import dev.runbook.journal.JournalEnd;
import dev.runbook.journal.JournalReading;
import dev.runbook.journal.JournalText;
import dev.runbook.journal.Recorded;
import dev.runbook.port.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The place where runs keep their folders: {@code .runbook/runs} unless the operator says otherwise. */
public final class RunFolders {
    private final Path place;
    private final Path workingFolder;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param place the folder of all runs; made when the first one begins
     * @param workingFolder where relative paths of kept files start
     */
    public RunFolders(Path place, Path workingFolder, Clock clock, RandomGenerator random) {
        this.place = place;
        this.workingFolder = workingFolder;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What is known of a run before its first fact.
     *
     * @param runbook the name that was asked for; its last part becomes part of the run's name
     * @param sources name and text of every file that the runbook was made of
     */
    public record Beginning(String runbook, Map<String, String> sources) {}

    /**
     * Makes the folder of a new run, with an empty journal.
     *
     * @throws Unusable when that cannot be done; nothing is left behind then
     */
    public DiskRun begin(Beginning beginning) {
        Path folder = place;
        try {
            PrivateFiles.makeFolders(place);
            keepOutOfGit();
            folder = makeNamed(beginning.runbook());
            return fill(folder, beginning);
        } catch (IOException e) {
            throw new Unusable("The folder of the run cannot be made in " + place + ": " + Reason.of(e)
                    + ". Nothing has been run. Name a folder that can be written with --runs.");
        }
    }

    /**
     * Goes on with a run that was begun before.
     *
     * @param end where reading its journal found it to end
     * @throws Unusable when that cannot be done; nothing has changed then
     */
    public DiskRun goOn(String name, JournalEnd end) {
        try {
            return DiskRun.goOn(name, folder(name), workingFolder, clock, end);
        } catch (IOException e) {
            throw new Unusable("The run " + name + " in " + place + " cannot be carried on: " + Reason.of(e)
                    + ". Nothing has been run. Whoever began it, or root, may write to its folder.");
        }
    }

    private DiskRun fill(Path folder, Beginning beginning) throws IOException {
        try {
            DiskRun run = DiskRun.fill(String.valueOf(folder.getFileName()), folder, beginning, workingFolder, clock);
            PrivateFiles.syncFolder(place);
            return run;
        } catch (IOException e) {
            PrivateFiles.remove(folder);
            throw e;
        }
    }

    private Path makeNamed(String runbook) throws IOException {
        LocalDateTime now = LocalDateTime.ofInstant(clock.now(), ZoneOffset.UTC);
        String stamp = "%04d%02d%02d-%02d%02d%02d"
                .formatted(
                        now.getYear(),
                        now.getMonthValue(),
                        now.getDayOfMonth(),
                        now.getHour(),
                        now.getMinute(),
                        now.getSecond());
        String name = slug(runbook.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.(rb|runbook)$", ""), 32, "runbook");
        for (int attempt = 1; ; attempt++) {
            Path folder = place.resolve("%s-%s-%04x".formatted(stamp, name, random.nextInt(0x10000)));
            try {
                PrivateFiles.makeFolder(folder);
                return folder;
            } catch (FileAlreadyExistsException taken) {
                if (attempt == 20) {
                    throw taken;
                }
            }
        }
    }

    /** Captured values hold passwords more often than not: they do not belong into a commit. */
    private void keepOutOfGit() throws IOException {
        Path ignore = place.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            try {
                PrivateFiles.write(ignore, "*\n".getBytes(StandardCharsets.UTF_8));
            } catch (FileAlreadyExistsException another) {
                // Two runs began at the same moment; either file will do.
                return;
            }
        }
    }

    /** The names of the runs that began, oldest first. */
    public List<String> names() {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(place)) {
            return folders.filter(RunFolders::hasBegun)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new Unusable("The runs in " + place + " cannot be listed: " + Reason.of(e) + ".");
        }
    }

    private static boolean hasBegun(Path folder) {
        try {
            return Files.size(folder.resolve(DiskRun.JOURNAL)) > 0;
        } catch (IOException none) {
            return false;
        }
    }

    /**
     * The runs that a text can mean: the one of that very name, else {@code last}, else all whose name begins or ends
     * with it.
     */
    public List<String> matching(String text) {
        List<String> names = names();
        if (names.contains(text)) {
            return List.of(text);
        }
        if (text.equals("last")) {
            return names.isEmpty() ? List.of() : List.of(names.getLast());
        }
        return names.stream()
                .filter(name -> name.startsWith(text) || name.endsWith("-" + text))
                .toList();
    }

    /** Where the folder of a run is. */
    public Path folder(String name) {
        return place.resolve(name);
    }

    /** Where the journal of a run is, for people. */
    public String journalPath(String name) {
        return folder(name).resolve(DiskRun.JOURNAL).toString();
    }

    /**
     * The checksum that a file of a run's folder has now; empty when it is not there.
     *
     * @throws Unusable when it is there and cannot be read
     */
    public Optional<String> sha256(String name, String file) {
        Path path = folder(name).resolve(file).normalize();
        // A journal that was changed may name any file of the machine.
        if (!path.startsWith(folder(name)) || !Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Sha256.of(path));
        } catch (IOException e) {
            throw new Unusable("The file " + path + " cannot be read: " + Reason.of(e) + ".");
        }
    }

    /**
     * Reads the journal of a run.
     *
     * @throws Unusable when it is not there or cannot be read
     */
    public JournalText read(String name) {
        List<Recorded> records = new ArrayList<>();
        List<Flaw> changes = new ArrayList<>();
        JournalEnd end = read(name, records::add, JournalText.doubting(changes));
        return new JournalText(records, changes, end);
    }

    /**
     * Reads the journal of a run fact by fact, and keeps none of them.
     *
     * @param flaws what to do about each flaw of its lines
     * @throws Unusable when it is not there or cannot be read
     */
    public JournalEnd read(String name, Consumer<Recorded> facts, Consumer<Flaw> flaws) {
        Path journal = folder(name).resolve(DiskRun.JOURNAL);
        JournalReading reading = new JournalReading(facts, flaws);
        try {
            JournalFile.read(journal, reading);
            return reading.end();
        } catch (IOException e) {
            throw new Unusable("The journal " + journal + " cannot be read: " + Reason.of(e) + ".");
        } catch (EntryJson.Unreadable e) {
            throw new Unusable("The journal " + journal + " cannot be read: " + e.getMessage() + ".");
        }
    }

    /** A text as part of a file's name: lower case, digits and single dashes, with dots kept for names of actions. */
    static String slug(String text, int longest, String otherwise) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+", "");
        slug = slug.substring(0, Math.min(slug.length(), longest)).replaceAll("[-.]+$", "");
        return slug.isEmpty() ? otherwise : slug;
    }

    /** The folder of runs cannot be used; the message is for the operator. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(@Nullable String message) {
            super(message);
        }
    }
}
