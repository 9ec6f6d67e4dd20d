package dev.runbook.machine.folder;

import dev.runbook.run.journal.JournalText;
import dev.runbook.run.journal.Recorded;
import java.util.List;
import java.util.Optional;

/**
 * What can be read of a journal that may be damaged.
 *
 * @param records every fact that can be read, also behind the damage
 * @param sound the part before the damage; all of it when there is none
 * @param damage what is wrong first, a sentence; empty when nothing is
 */
public record DamagedJournal(List<Recorded> records, JournalText sound, Optional<String> damage) {
    public DamagedJournal {
        records = List.copyOf(records);
    }
}
