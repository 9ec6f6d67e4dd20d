package dev.runbook.machine.folder;

import dev.runbook.machine.files.FolderOwnership;
import dev.runbook.machine.files.PrivateFiles;
import dev.runbook.port.Clock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.run.journal.JournalDamage;
import dev.runbook.run.journal.JournalEnd;
import dev.runbook.run.journal.JournalReading;
import dev.runbook.run.journal.JournalText;
import dev.runbook.run.journal.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
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
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);
    private static final int STAMP_LENGTH = "20260131-235959".length();

    /** Into how many parts a name divides a second. */
    private static final long PARTS = 0x10000;

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
        this.workingFolder = workingFolder.normalize();
        this.clock = clock;
        this.random = random;
    }

    /** The folder of all runs. */
    public Path place() {
        return place;
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
        holdToOwn(place);
        try {
            PrivateFiles.makeFolders(place);
            // Somebody else may have made it meanwhile.
            holdToOwn(place);
            keepOutOfGit();
            return fill(makeNamed(beginning.runbook()), beginning);
        } catch (IOException e) {
            throw noPlace(e);
        }
    }

    /** Why runs cannot be kept here, because others could change what is in the folder; empty when they can. */
    public Optional<String> objection() {
        try {
            holdToOwn(place);
            return Files.isSymbolicLink(place.resolve(RunLock.FILE))
                    ? Optional.of("the lock of the folder of runs " + place + " is a link.")
                    : Optional.empty();
        } catch (Unusable why) {
            return Optional.of(String.valueOf(why.getMessage()));
        }
    }

    /** Each folder from the working folder on; of a place elsewhere, which the operator named, only itself. */
    private void holdToOwn(Path folder) {
        try {
            Path inner = folder.normalize();
            Path outer = inner.startsWith(workingFolder)
                    ? workingFolder
                    : place.normalize().getParent();
            for (Path each = inner; each != null && !each.equals(outer); each = each.getParent()) {
                Optional<String> objection = FolderOwnership.objection(each);
                if (objection.isPresent()) {
                    throw new Unusable("the folder of runs " + each + " " + objection.get()
                            + ".\n  Nothing has been run. Name a folder of your own with --runs.");
                }
            }
        } catch (IOException e) {
            throw new Unusable("the folder of runs " + folder + " cannot be looked at: " + IoReason.of(e) + ".");
        }
    }

    private Unusable noPlace(IOException e) {
        return new Unusable("the folder of the run cannot be created in " + place + ": " + IoReason.of(e)
                + ". Nothing has been run. Name a folder that can be written with --runs.");
    }

    /**
     * Waits for the turn to take on a run here, and keeps it until it is closed: two who begin at the same instant would
     * not see each other otherwise. What a run has left that died before its first fact is cleared away.
     *
     * @throws RunLock.Held when somebody does not give it back
     * @throws Unusable when the place cannot be written
     */
    public RunLock turn(Entry.OperatorProcess operator) throws InterruptedException {
        holdToOwn(place);
        try {
            PrivateFiles.makeFolders(place);
            holdToOwn(place);
            keepOutOfGit();
        } catch (IOException e) {
            throw noPlace(e);
        }
        RunLock turn = RunLock.await(place, operator, clock);
        try (Stream<Path> folders = Files.list(place)) {
            folders.filter(folder -> BegunMarker.NAME
                            .matcher(String.valueOf(folder.getFileName()))
                            .matches())
                    .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                    .filter(folder -> !BegunMarker.hasBegun(folder))
                    .forEach(folder -> clearAway(folder, operator));
        } catch (IOException | UncheckedIOException unread) {
            // It is only in the way of the eye.
            return turn;
        }
        return turn;
    }

    private void clearAway(Path folder, Entry.OperatorProcess operator) {
        try (RunLock _ = RunLock.take(folder, operator, clock)) {
            PrivateFiles.remove(folder);
        } catch (RunLock.RunLockedException | Unusable | IOException stays) {
            // Somebody is at work there, or it is not ours to take away.
            return;
        }
    }

    /**
     * Goes on with a run that was begun before.
     *
     * @param end where reading its journal found it to end
     * @throws Unusable when that cannot be done; nothing has changed then
     */
    public DiskRun goOn(String name, JournalEnd end) {
        holdToOwn(folder(name));
        DiskRun.parts(folder(name)).forEach(this::holdToOwn);
        try {
            return DiskRun.goOn(name, folder(name), workingFolder, clock, end);
        } catch (IOException e) {
            throw new Unusable("The run " + name + " in " + place + " cannot be carried on: " + IoReason.of(e)
                    + ". Nothing has been run. Whoever began it, or root, may write to its folder.");
        }
    }

    /**
     * The same for a run whose journal is damaged: what stands behind its sound part is kept beside it.
     *
     * @param end where its sound part ends
     */
    public DiskRun goOnBeforeDamage(String name, JournalEnd end) {
        holdToOwn(folder(name));
        Path journal = folder(name).resolve(DiskRun.JOURNAL);
        Path exact = folder(name).resolve(ExactFile.NAME);
        try {
            PrivateFiles.write(Abandoning.aside(journal), PrivateFiles.readAll(journal));
            if (Files.exists(exact, LinkOption.NOFOLLOW_LINKS)) {
                PrivateFiles.write(Abandoning.aside(exact), PrivateFiles.readAll(exact));
            }
            PrivateFiles.syncFolder(folder(name));
        } catch (IOException e) {
            throw new Unusable("a copy of the damaged journal " + journal + " cannot be kept: " + IoReason.of(e)
                    + ". Nothing has been run.");
        }
        return goOn(name, end);
    }

    /**
     * Ends a run for good, whatever has become of its journal.
     *
     * @return where what stood in the place of its journal is now, when no line could follow it
     */
    public Optional<Path> abandon(String name, Entry.Abandoned fact) {
        holdToOwn(folder(name));
        try {
            Optional<Path> aside = new Abandoning(folder(name), clock).write(fact);
            PrivateFiles.syncFolder(folder(name));
            return aside;
        } catch (IOException e) {
            throw new Unusable("The run " + name + " in " + place + " cannot be abandoned: " + IoReason.of(e)
                    + ". Whoever began it, or root, may write to its folder.");
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
        String name = slug(runbook.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.(rb|runbook)$", ""), 32, "runbook");
        Instant moment = afterAllOthers();
        for (int attempt = 1; ; attempt++) {
            LocalDateTime at = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
            // Which part of the second it is, so that runs of one second have an order, too.
            long part = attempt == 1
                    ? at.get(ChronoField.MICRO_OF_SECOND) * PARTS / 1_000_000
                    : random.nextInt((int) PARTS);
            Path folder = place.resolve("%s-%s-%04x".formatted(STAMP.format(at), name, part));
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

    /** Now; or just after the newest run where the clock was set back since: runs are told apart by their order. */
    private Instant afterAllOthers() {
        Instant now = clock.now();
        List<String> names = names();
        if (names.isEmpty() || !BegunMarker.NAME.matcher(names.getLast()).matches()) {
            return now;
        }
        String newest = names.getLast();
        Instant second;
        try {
            second = LocalDateTime.parse(newest.substring(0, STAMP_LENGTH), STAMP)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException foreign) {
            return now;
        }
        long part = Long.parseLong(newest.substring(newest.lastIndexOf('-') + 1), 16) + 1;
        Instant next = second.plusNanos(Math.ceilDiv(part * 1_000_000, PARTS) * 1000);
        return next.isAfter(now) ? next : now;
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

    /** The names of the runs that began, also of those whose journal is damaged or lost, oldest first. */
    public List<String> names() {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(place)) {
            return folders.filter(BegunMarker::hasBegun)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted(Comparator.comparing(RunFolders::moment).thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new Unusable("the runs in " + place + " cannot be listed: " + IoReason.of(e) + ".");
        }
    }

    /** When a run began, of its name: what stands before the runbook's, and what stands behind it. */
    private static String moment(String run) {
        return run.length() < STAMP_LENGTH ? run : run.substring(0, STAMP_LENGTH) + run.substring(run.lastIndexOf('-'));
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
        if (!path.startsWith(folder(name)) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Sha256.of(path));
        } catch (IOException e) {
            throw new Unusable("The file " + path + " cannot be read: " + IoReason.of(e) + ".");
        }
    }

    /** The text of a file that a run keeps, or why it cannot be had. */
    public String kept(String name, String copy) {
        try {
            return new String(DiskRun.kept(folder(name), copy), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "The copy " + copy + " of the run cannot be read: " + IoReason.of(e) + ".";
        }
    }

    /**
     * Reads the journal of a run.
     *
     * @throws Unusable when it is not there or cannot be read
     */
    public JournalText read(String name) {
        List<Recorded> records = new ArrayList<>();
        List<JournalDamage> changes = new ArrayList<>();
        JournalEnd end = read(name, records::add, JournalText.doubting(changes));
        return new JournalText(records, changes, end);
    }

    /**
     * Reads the journal of a run fact by fact, and keeps none of them.
     *
     * @param flaws what to do about each flaw of its lines
     * @throws Unusable when it is not there or cannot be read
     */
    public JournalEnd read(String name, Consumer<Recorded> facts, Consumer<JournalDamage> flaws) {
        JournalReading reading = new JournalReading(facts, flaws);
        return read(name, reading);
    }

    /** Reads what can be read of the journal of a run, and where its sound part ends. */
    public DamagedJournal readDamaged(String name) {
        List<Recorded> records = new ArrayList<>();
        List<Recorded> sound = new ArrayList<>();
        List<JournalDamage> flaws = new ArrayList<>();
        JournalReading reading = new JournalReading(
                fact -> {
                    records.add(fact);
                    if (flaws.isEmpty()) {
                        sound.add(fact);
                    }
                },
                flaws::add);
        try {
            read(name, reading);
        } catch (Unusable e) {
            // Nothing can be gone on from that is not there, or that another version wrote.
            return new DamagedJournal(
                    records,
                    new JournalText(List.of(), List.of(), JournalEnd.NOTHING),
                    Optional.of(String.valueOf(e.getMessage())));
        }
        JournalEnd end = reading.end();
        return new DamagedJournal(
                records,
                new JournalText(sound, List.of(), flaws.isEmpty() ? end : reading.sound()),
                flaws.stream().findFirst().map(JournalDamage::text));
    }

    /**
     * The facts of a run from which masking has taken something, with signs in the place of secrets, by their number.
     *
     * @throws Unusable when they cannot be read
     */
    public Map<Long, Entry> exact(String name) {
        try {
            return ExactFile.read(folder(name));
        } catch (IOException e) {
            throw new Unusable(
                    "the file " + folder(name).resolve(ExactFile.NAME) + " cannot be read: " + IoReason.of(e) + ".");
        }
    }

    private JournalEnd read(String name, JournalReading reading) {
        Path folder = folder(name);
        Path journal = folder.resolve(DiskRun.JOURNAL);
        if (Files.isSymbolicLink(folder)) {
            throw new Unusable("the folder of the run " + folder + " is a link, and no run is kept through a link.");
        }
        try {
            JournalFile.read(journal, reading);
            if (reading.isEmpty()) {
                throw new Unusable("the journal " + journal + " is empty, so nothing is known of the run.");
            }
            return reading.end();
        } catch (IOException e) {
            throw new Unusable("the journal " + journal + " cannot be read: " + IoReason.of(e) + ".");
        } catch (EntryJson.UnreadableEntryException e) {
            throw new Unusable("the journal " + journal + " cannot be read: " + e.getMessage() + ".");
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
