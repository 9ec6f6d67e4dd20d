package dev.runbook.machine.folder;

import dev.runbook.port.Clock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.run.journal.JournalEnd;
import dev.runbook.run.journal.JournalReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes the last fact of a run that is given up, whatever has become of its journal. */
final class Abandoning {
    private final Path journal;
    private final Clock clock;

    Abandoning(Path folder, Clock clock) {
        this.journal = folder.resolve(DiskRun.JOURNAL);
        this.clock = clock;
    }

    /** Writes it; gives where what cannot be gone on from has been put, when it stood in the way. */
    Optional<Path> write(Entry.Abandoned fact) throws IOException {
        Optional<JournalEnd> end = end();
        Optional<Path> aside = Optional.empty();
        if (end.isEmpty() && Files.exists(journal, LinkOption.NOFOLLOW_LINKS)) {
            aside = Optional.of(aside(journal));
            Files.move(journal, aside.get(), StandardCopyOption.ATOMIC_MOVE);
        }
        try (DiskJournal out =
                end.isPresent() ? DiskJournal.goOn(journal, clock, end.get()) : new DiskJournal(journal, clock)) {
            out.append(fact);
        }
        return aside;
    }

    /** Where a line can follow what is there; empty when none can. */
    private Optional<JournalEnd> end() {
        JournalReading reading = new JournalReading(_ -> {}, _ -> {});
        try {
            JournalFile.read(journal, reading);
            return Optional.of(reading.end()).filter(end -> end.bytes() > 0);
        } catch (IOException | EntryJson.UnreadableEntryException e) {
            return Optional.empty();
        }
    }

    /** A name for what is damaged, beside it. */
    static Path aside(Path damaged) {
        for (int i = 1; ; i++) {
            Path name = damaged.resolveSibling(damaged.getFileName() + ".damaged-" + i);
            if (!Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
                return name;
            }
        }
    }
}
