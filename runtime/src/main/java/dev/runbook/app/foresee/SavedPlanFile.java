package dev.runbook.app.foresee;

import dev.runbook.machine.files.FolderOwnership;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The file of a plan that was kept: a line that tells it from a runbook, the plan as JSON, and once it was used, a line
 * that says so.
 */
public record SavedPlanFile(Path path) {
    private static final String NAME = "%runbook-plan ";
    private static final String FIRST = NAME + "1";
    private static final String USED = "used ";
    private static final int LONGEST = 16 * 1024 * 1024;

    /** It cannot be taken for a plan. The message says why, in one line. */
    public static final class NoPlanException extends Exception {
        private static final long serialVersionUID = 1L;

        NoPlanException(String why) {
            super(why);
        }
    }

    /** The file of this name, if it is one of a plan. */
    public static Optional<SavedPlanFile> find(String name) {
        try {
            Path path = Path.of(name);
            return Files.isRegularFile(path) && begins(path) ? Optional.of(new SavedPlanFile(path)) : Optional.empty();
        } catch (IOException | InvalidPathException unread) {
            // Whoever wants a runbook of this name says what is wrong with it.
            return Optional.empty();
        }
    }

    private static boolean begins(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return new String(in.readNBytes(NAME.length()), StandardCharsets.UTF_8).equals(NAME);
        }
    }

    /**
     * Writes a plan, in one step; nobody else may read it.
     *
     * @return the plan of the same runbook that was there and had not been used, if there was one
     */
    public Optional<SavedPlan> write(SavedPlan plan) throws IOException, NoPlanException {
        if (Files.exists(path) && (!Files.isRegularFile(path) || !begins(path))) {
            throw new NoPlanException("it is there already, and is no plan; it was left as it is");
        }
        Optional<SavedPlan> before = Files.exists(path) ? unused() : Optional.empty();
        if (before.isPresent() && !before.get().isOfRunbook(plan)) {
            throw new NoPlanException("it is there already, as a plan of "
                    + before.get().runbook() + " that was not used; it was left as it is");
        }
        // Made for its owner alone, under a name that nobody has.
        Path whole = Files.createTempFile(path.toAbsolutePath().getParent(), ".plan-", ".new");
        try {
            try (RandomAccessFile to = new RandomAccessFile(whole.toFile(), "rw")) {
                to.write((FIRST + "\n" + plan.json() + "\n").getBytes(StandardCharsets.UTF_8));
                to.getFD().sync();
            }
            move(whole);
        } finally {
            Files.deleteIfExists(whole);
        }
        return before;
    }

    /** What is there, if it can still be done. */
    private Optional<SavedPlan> unused() throws IOException {
        try {
            return used().isPresent() ? Optional.empty() : Optional.of(read());
        } catch (NoPlanException ofNoUse) {
            return Optional.empty();
        }
    }

    private void move(Path whole) throws IOException {
        try {
            Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The plan in it; one that others could have written is none. */
    public SavedPlan read() throws IOException, NoPlanException {
        Optional<String> objection = FolderOwnership.fileObjection(path);
        if (objection.isPresent()) {
            throw new NoPlanException("it " + objection.get());
        }
        if (Files.size(path) > LONGEST) {
            throw new NoPlanException("it is longer than 16 MiB, which no plan is");
        }
        return plan(Files.readString(path));
    }

    private static SavedPlan plan(String text) throws NoPlanException {
        int line = text.indexOf('\n');
        if (line < 0 || !text.substring(0, line).equals(FIRST)) {
            throw new NoPlanException("another version of runbook has made it");
        }
        return SavedPlan.of(json(text, line)).orElseThrow(() -> new NoPlanException("it is not whole"));
    }

    private static String json(String text, int line) {
        int used = text.indexOf("\n" + USED);
        return text.substring(line + 1, used < 0 ? text.length() : used);
    }

    /** When and by whom it was used, if it was. */
    public Optional<String> used() throws IOException {
        return used(Files.readString(path));
    }

    private static Optional<String> used(String text) {
        int used = text.indexOf("\n" + USED);
        return used < 0
                ? Optional.empty()
                : Optional.of(text.substring(used + 1 + USED.length()).strip());
    }

    /** Marks it as used, by one of all who want to; it must still be the plan that was read. */
    public void use(SavedPlan plan, String when) throws IOException, NoPlanException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
                FileLock lock = file.getChannel().tryLock()) {
            byte[] bytes = new byte[(int) file.length()];
            file.readFully(bytes);
            Optional<String> before = used(new String(bytes, StandardCharsets.UTF_8));
            if (lock == null || before.isPresent()) {
                throw new NoPlanException("it was used " + before.orElse("just now"));
            }
            if (!plan(new String(bytes, StandardCharsets.UTF_8)).equals(plan)) {
                throw new NoPlanException("another plan has taken its place");
            }
            file.write((USED + when + "\n").getBytes(StandardCharsets.UTF_8));
            file.getFD().sync();
        } catch (OverlappingFileLockException e) {
            throw new NoPlanException("it was used just now");
        }
    }
}
