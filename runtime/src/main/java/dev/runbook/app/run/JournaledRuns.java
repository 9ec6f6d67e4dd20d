package dev.runbook.app.run;

import dev.runbook.machine.folder.RunFolders;
import dev.runbook.port.PastRuns;
import dev.runbook.port.Workspace;
import dev.runbook.provider.ReleaseValues;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the journals of a folder of runs say was done; a damaged one says as much as is sound of it. */
public record JournaledRuns(RunFolders folders) implements PastRuns {
    @Override
    public Optional<ValuesUse> valuesUse(String absolutePath) {
        for (String run : folders.names().reversed()) {
            Optional<ValuesUse> use = valuesUse(run, absolutePath);
            if (use.isPresent()) {
                return use;
            }
        }
        return Optional.empty();
    }

    /**
     * Whether one of them has written a file just so.
     *
     * @param own the run that asks; of other rehearsals nothing has become real
     */
    boolean wrote(String own, Workspace files, String absolutePath, String sum) {
        return folders.names().reversed().stream()
                .map(run -> folders.readDamaged(run).sound().records())
                .filter(records -> records.stream().map(Recorded::entry).noneMatch(entry -> isOther(own, entry)))
                .flatMap(List::stream)
                .map(Recorded::entry)
                .filter(Entry.TaskEnded.class::isInstance)
                .flatMap(ended -> ((Entry.TaskEnded) ended).files().stream())
                .anyMatch(file ->
                        file.sha256().equals(sum) && files.absolute(file.path()).equals(absolutePath));
    }

    private static boolean isOther(String own, Entry entry) {
        return entry instanceof Entry.Began began
                && began.dialect() == Entry.Dialect.REHEARSAL
                && !began.run().equals(own);
    }

    private Optional<ValuesUse> valuesUse(String run, String file) {
        Map<List<String>, ReleaseValues> begun = new HashMap<>();
        Optional<ValuesUse> last = Optional.empty();
        for (var fact : folders.readDamaged(run).sound().records()) {
            switch (fact.entry()) {
                case Entry.Began began
                when began.dialect() == Entry.Dialect.REHEARSAL -> {
                    return Optional.empty();
                }
                case Entry.TaskIntended intent ->
                    intent.activity()
                            .values()
                            .filter(values -> values.files().contains(file))
                            .ifPresent(values -> begun.put(List.of(intent.step(), intent.task()), values));
                case Entry.TaskEnded done
                when done.failure().isEmpty() -> {
                    ReleaseValues values = begun.get(List.of(done.step(), done.task()));
                    if (values != null) {
                        last = Optional.of(new ValuesUse(
                                values.release().release(), values.release().namespace(), run, fact.time()));
                    }
                }
                default -> {
                    // It has nothing to do with values.
                }
            }
        }
        return last;
    }
}
