package dev.runbook.machine.folder;

import dev.runbook.machine.files.PrivateFiles;
import dev.runbook.port.Clock;
import dev.runbook.port.RunFolder;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.ExactFacts;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.Journal.JournalLost;
import dev.runbook.run.journal.JournalEnd;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one run while it runs, with its journal. */
public final class DiskRun implements RunFolder, ExactFacts, AutoCloseable {
    static final String JOURNAL = "journal.jsonl";
    private static final long MEBIBYTE = 1 << 20;
    static final String OUTPUTS = "output";
    static final String FILES = "files";
    private static final String SOURCES = "sources";

    private final String id;
    private final Path folder;
    private final Path workingFolder;
    private final DiskJournal journal;
    private final Set<String> kept = new HashSet<>();
    private final RunPaths ground;
    private final ExactFile exact;
    private final IdentityHashMap<Entry, Entry> sealed = new IdentityHashMap<>();
    private final Clock clock;
    private @Nullable JournalLost stopped;
    private int outputs;

    private DiskRun(String id, Path folder, Path workingFolder, DiskJournal journal, Clock clock) {
        this.clock = clock;
        this.id = id;
        this.folder = folder;
        this.workingFolder = workingFolder;
        this.journal = journal;
        this.exact = new ExactFile(folder);
        this.ground = RunPaths.of(folder.resolve(JOURNAL), workingFolder);
    }

    /** Fills a folder that is there and empty. */
    static DiskRun fill(String id, Path folder, RunFolders.Beginning beginning, Path workingFolder, Clock clock)
            throws IOException {
        BegunMarker.mark(folder);
        for (Path part : parts(folder)) {
            PrivateFiles.makeFolder(part);
        }
        DiskRun run = new DiskRun(id, folder, workingFolder, new DiskJournal(folder.resolve(JOURNAL), clock), clock);
        Set<String> names = new HashSet<>();
        for (var source : beginning.sources().entrySet()) {
            String name = unique(baseName(source.getKey()), names);
            PrivateFiles.write(
                    folder.resolve(SOURCES).resolve(name), source.getValue().getBytes(StandardCharsets.UTF_8));
        }
        PrivateFiles.syncFolder(folder);
        return run;
    }

    /** The folders inside the folder of a run. */
    static List<Path> parts(Path folder) {
        return Stream.of(OUTPUTS, FILES, SOURCES).map(folder::resolve).toList();
    }

    /** Goes on in the folder of a run that was begun by another process. */
    static DiskRun goOn(String id, Path folder, Path workingFolder, Clock clock, JournalEnd end) throws IOException {
        DiskRun run =
                new DiskRun(id, folder, workingFolder, DiskJournal.goOn(folder.resolve(JOURNAL), clock, end), clock);
        run.exact.goOn(end.sequence());
        run.outputs = names(folder.resolve(OUTPUTS)).size();
        names(folder.resolve(FILES)).forEach(name -> run.kept.add(name.toLowerCase(Locale.ROOT)));
        return run;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** The name of the run. */
    public String id() {
        return id;
    }

    /**
     * The journal. When not even its first fact can be written it throws {@link RunFolders.Unusable}, and the folder
     * goes: nothing has been run.
     */
    public Journal journal() {
        return this::append;
    }

    @Override
    public synchronized void keep(Entry shown, Entry exactly) {
        sealed.put(shown, exactly);
    }

    private synchronized void append(Entry entry) {
        if (ground.isGone()) {
            throw stop(Optional.of(entry));
        }
        boolean first = journal.isEmpty();
        Entry exactly = sealed.remove(entry);
        try {
            if (exactly != null) {
                exact.append(journal.nextNumber(), now(), exactly);
            }
            journal.append(entry);
            if (first) {
                BegunMarker.done(folder);
            }
        } catch (IOException e) {
            throw new JournalLost(
                    "The file " + folder.resolve(ExactFile.NAME) + " of the run cannot be written: " + IoReason.of(e)
                            + ". Nothing further is done. Make room or repair the disk.",
                    e);
        } catch (JournalLost e) {
            if (journal.isEmpty()) {
                PrivateFiles.remove(folder);
                throw new RunFolders.Unusable(e.getMessage());
            }
            throw e;
        }
    }

    /** The facts go where somebody finds them, and nothing further is begun. */
    private synchronized JournalLost stop(Optional<Entry> last) {
        if (stopped != null) {
            return stopped;
        }
        // What has happened is a fact all the same.
        last.filter(entry -> !begins(entry)).ifPresent(this::appendLast);
        boolean over = last.filter(Entry.Ended.class::isInstance).isPresent();
        String what = ground.journalIsGone()
                ? "The folder of the run, " + folder + ", is gone: it was deleted or moved while the run went on."
                : "The working folder, " + workingFolder + ", is gone: it was deleted or moved while the run went on.";
        stopped = new JournalLost(
                what + (over ? " The run had ended by then." : " Nothing further is done.") + "\n  "
                        + whereabouts(over),
                new IOException(what));
        return stopped;
    }

    private void appendLast(Entry entry) {
        Entry exactly = sealed.remove(entry);
        try {
            if (exactly != null && ground.journalIsGone()) {
                exact.appendLast(journal.nextNumber(), now(), exactly);
            } else if (exactly != null) {
                exact.append(journal.nextNumber(), now(), exactly);
            }
        } catch (IOException unkept) {
            // That it has happened counts for more than how its texts were before masking.
            journal.append(entry);
            return;
        }
        journal.append(entry);
    }

    private Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean begins(Entry entry) {
        return entry instanceof Entry.TaskIntended
                || entry instanceof Entry.StepStarted
                || entry instanceof Entry.StepResumed
                || entry instanceof Entry.Asked;
    }

    private String whereabouts(boolean over) {
        if (!ground.journalIsGone()) {
            return "Its journal is " + journalPath() + ". Put the folder back, and go on with: " + resume();
        }
        Optional<Path> moved = ground.movedTo();
        if (moved.isPresent()) {
            return "All facts so far are in " + moved.get() + ". Move its folder back to " + folder.getParent()
                    + (over ? "." : ", and go on with: " + resume());
        }
        try {
            Path place = Files.createTempDirectory("runbook-saved-");
            Path saved = place.resolve(id);
            PrivateFiles.makeFolder(saved);
            for (Path part : parts(saved)) {
                PrivateFiles.makeFolder(part);
            }
            journal.copyTo(saved.resolve(JOURNAL));
            exact.copyTo(saved.resolve(ExactFile.NAME));
            PrivateFiles.syncFolder(saved);
            return "All facts so far are in " + saved.resolve(JOURNAL) + "; what programs printed and the files that it"
                    + " had kept are lost."
                    + (over ? "" : " Go on with: runbook resume --runs=" + place + " " + id);
        } catch (IOException e) {
            return "Its facts could not be saved elsewhere either: " + IoReason.of(e) + ".";
        }
    }

    private String resume() {
        return "runbook resume " + id
                + (folder.startsWith(workingFolder.resolve(".runbook").resolve("runs"))
                        ? ""
                        : " --runs=" + folder.getParent());
    }

    /** Takes the folder away again; for a run that comes to nothing before its first fact. */
    public void discard() {
        if (journal.isEmpty()) {
            PrivateFiles.remove(folder);
        }
    }

    /** Where the journal is, for people. */
    public String journalPath() {
        return folder.resolve(JOURNAL).toString();
    }

    @Override
    public String path() {
        return folder.toString();
    }

    @Override
    public synchronized OutputFile openOutput(String hint) throws IOException {
        if (ground.isGone()) {
            // The program works on, and how it ends is still a fact; the run stops with that.
            return new LostOutput(hint);
        }
        outputs++;
        String name = "%s/%04d-%s.log".formatted(OUTPUTS, outputs, RunFolders.slug(hint, 40, "output"));
        try {
            return new BoundedOutput(name, folder.resolve(name), 8 * MEBIBYTE, 8 * MEBIBYTE);
        } catch (IOException e) {
            throw new IOException(name + ": " + IoReason.of(e), e);
        }
    }

    @Override
    public KeptCopy keep(String path) throws IOException {
        // A plain stream: an interrupt, which is how a step's time limit ends it, would close a channel half way.
        return keep(path, () -> new FileInputStream(workingFolder.resolve(path).toFile()));
    }

    @Override
    public KeptCopy keep(String path, String text) throws IOException {
        return keep(path, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Keeps what a file has before it is written over, beside the copies of what is written. */
    public KeptCopy keepBefore(String path) throws IOException {
        return keep(
                path + ".before",
                () -> new FileInputStream(workingFolder.resolve(path).toFile()));
    }

    /** Keeps a file unless the same one is kept already. */
    public KeptCopy keepOnce(String path) throws IOException {
        Path file = workingFolder.resolve(path);
        String stem = baseName(path).replaceFirst("\\.[^.]*$", "");
        try (Stream<Path> copies = Files.list(folder.resolve(FILES))) {
            for (Path copy : copies.filter(Files::isRegularFile).sorted().toList()) {
                String name = String.valueOf(copy.getFileName());
                if (name.startsWith(stem) && Files.mismatch(copy, file) < 0) {
                    return new KeptCopy(FILES + "/" + name, "", Files.size(copy));
                }
            }
        }
        return keep(path);
    }

    private synchronized KeptCopy keep(String path, CopySource original) throws IOException {
        if (ground.isGone()) {
            throw stop(Optional.empty());
        }
        String name = unique(baseName(path), kept);
        Path copies = folder.resolve(FILES);
        Path half = copies.resolve("." + name + ".half");
        try {
            // One that was cut short by a sudden end is in the way.
            Files.deleteIfExists(half);
            KeptCopy result = copy(original, half, FILES + "/" + name);
            Files.move(half, copies.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.syncFolder(copies);
            return result;
        } catch (IOException e) {
            Files.deleteIfExists(half);
            kept.remove(name.toLowerCase(Locale.ROOT));
            throw new IOException("a copy of " + path + " could not be kept in " + copies + ": " + IoReason.of(e), e);
        }
    }

    @Override
    public byte[] kept(String copy) throws IOException {
        return kept(folder, copy);
    }

    /** A journal that was changed may name any file of the machine. */
    static byte[] kept(Path folder, String copy) throws IOException {
        Path file = folder.resolve(copy).normalize();
        if (!file.startsWith(folder.resolve(FILES))) {
            throw new IOException("it is not a copy of this run");
        }
        return PrivateFiles.readAll(file);
    }

    /** What is to be kept. */
    private interface CopySource {
        InputStream open() throws IOException;
    }

    private static KeptCopy copy(CopySource from, Path to, String name) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(from.open(), digest);
                RandomAccessFile out = PrivateFiles.make(to)) {
            byte[] buffer = new byte[64 << 10];
            long bytes = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                bytes += n;
            }
            out.getFD().sync();
            return new KeptCopy(name, Sha256.text(digest), bytes);
        }
    }

    /** The last part of a path or a URL, without anything that could lead out of a folder or hide a file. */
    private static String baseName(String path) {
        String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[^\\p{L}\\p{N}._+-]", "_").replaceAll("^\\.+", "");
        return plain.isEmpty() ? "file" : plain.substring(0, Math.min(plain.length(), 100));
    }

    /** The name, or the name with a number before its ending when it is taken; case does not make a difference everywhere. */
    private static String unique(String name, Set<String> taken) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : "";
        String candidate = name;
        for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
            candidate = stem + "-" + i + ending;
        }
        return candidate;
    }

    /** Closes the journal. */
    @Override
    public void close() throws IOException {
        try (exact) {
            journal.close();
        }
    }
}
