package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes one dump. Until it is complete and read back it stands under a name that ends in {@code .partial}; its own name
 * is there only when all of it is.
 */
final class Dumping {
    private static final String PARTIAL = ".partial";

    private final Dump wanted;
    private final Route route;
    private final DumpResources means;
    private final Processes.Output output;
    private final Dumper dumper;
    private final String target;

    Dumping(Dump wanted, Route route, DumpResources means, Processes.Output output) {
        this.wanted = wanted;
        this.route = route;
        this.means = means;
        this.output = output;
        this.dumper = wanted.inPod() ? PodDumper.of(route, means) : new LocalDumper(means.tools(), route.complete());
        this.target = means.files().absolute(wanted.to());
    }

    String run() throws InterruptedException {
        SemanticVersion tool = dumper.version();
        means.tools().version(Tools.RESTORE);
        try (Databases.Session session = route.open()) {
            Databases.Server server = session.server();
            Tools.fit(tool, server);
            existing();
            List<Databases.Table> tables = session.tables();
            room(tables);
            return take(session, server, tool, tables);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private String take(
            Databases.Session session, Databases.Server server, SemanticVersion tool, List<Databases.Table> tables)
            throws IOException, InterruptedException {
        leftovers();
        String partial = target + "." + means.clock().now().toEpochMilli() + PARTIAL;
        boolean done = false;
        try {
            means.large().prepare(partial, wanted.folder());
            Map<String, Long> rows = route.checked(() -> written(session, tables, partial));
            means.tools().readBack(partial, wanted.to());
            DumpManifest manifest = new DumpManifest(
                    route.complete().database(),
                    route.shown(),
                    server.version().text(),
                    tool.text(),
                    means.clock().now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    wanted.format(),
                    means.large().bytes(partial),
                    means.checksum().of(partial),
                    rows);
            setAside();
            means.files().replace(DumpManifest.path(wanted.to()), manifest.json());
            means.large().rename(partial, target);
            done = true;
            return summary(manifest);
        } catch (Failed e) {
            throw new Failed(e.failure().advising("There is no dump: what was written so far has been deleted."));
        } finally {
            if (!done) {
                discard(partial);
            }
        }
    }

    /** Runs pg_dump, and counts the rows that it sees meanwhile. */
    private Map<String, Long> written(Databases.Session session, List<Databases.Table> tables, String partial)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--format=" + wanted.format(), "--verbose", "--no-password"));
        if (wanted.jobs() > 1) {
            options.add("--jobs=" + wanted.jobs());
        }
        if (!wanted.countRows()) {
            dumped(options, tables, partial);
            return Map.of();
        }
        options.add("--snapshot=" + session.shareSnapshot());
        try (RowCount counting = RowCount.begin(session, tables)) {
            dumped(options, tables, partial);
            return counting.await();
        }
    }

    private void dumped(List<String> options, List<Databases.Table> tables, String partial)
            throws IOException, InterruptedException {
        try (DumpProgress progress = new DumpProgress(tables, partial, means.large(), means.clock(), output)) {
            dumper.dump(options, partial, (stream, line) -> {
                progress.line(line);
                if (Tools.telling(line)) {
                    output.line(stream, line);
                }
            });
        }
    }

    private void existing() {
        if (wanted.existing() == Dump.Existing.REFUSE && means.files().exists(wanted.to())) {
            throw PostgresFailures.of(
                    wanted.to() + " already exists, and a dump that may be needed is not overwritten",
                    "Give another name, move it away, or write existing: \"set_aside\" to have it renamed.");
        }
    }

    /** A dump without compression can be as large as its tables; most are a third of that or less. */
    private void room(List<Databases.Table> tables) throws IOException {
        long needed = tables.stream().mapToLong(Databases.Table::bytes).sum();
        long room = means.large().room(target);
        if (wanted.checkRoom() && room < needed) {
            throw PostgresFailures.of(
                    "there may not be room for %s: the tables have %s, and %s are free"
                            .formatted(wanted.to(), Sizes.bytes(needed), Sizes.bytes(room)),
                    "Make room, or dump to a folder of another disk.",
                    "A dump is compressed, and often takes a third of its tables or less: check_room: false goes ahead "
                            + "anyway (check_room=false of snapshot-database.rb). A dump that finds the disk full fails and leaves nothing behind.");
        }
    }

    /** What a run that was killed has left is not touched: its pg_dump may still be writing. */
    private void leftovers() throws IOException {
        means.large().besides(target).stream()
                .filter(name -> name.endsWith(PARTIAL))
                .forEach(name -> output.line(
                        Processes.Stream.OUT,
                        name + " is what an earlier run has left that was ended in the middle; it is not a dump, "
                                + "and can be deleted"));
    }

    private void setAside() throws IOException {
        if (!means.files().exists(wanted.to())) {
            return;
        }
        int number = 1;
        while (means.files().exists(wanted.to() + "." + number)) {
            number++;
        }
        String aside = wanted.to() + "." + number;
        means.large().rename(target, means.files().absolute(aside));
        if (means.files().exists(DumpManifest.path(wanted.to()))) {
            means.large()
                    .rename(
                            means.files().absolute(DumpManifest.path(wanted.to())),
                            means.files().absolute(DumpManifest.path(aside)));
        }
        output.line(Processes.Stream.OUT, "the dump that was there before is now " + aside);
    }

    private void discard(String partial) {
        try {
            means.large().remove(partial);
        } catch (IOException e) {
            output.line(
                    Processes.Stream.ERR,
                    partial + " is not a dump and could not be deleted: " + e.getMessage() + "; delete it by hand");
        }
    }

    private String summary(DumpManifest manifest) {
        String rows = wanted.countRows()
                ? ", " + Sizes.count(manifest.rows().size(), "table") + " with "
                        + Sizes.count(manifest.rowsInAll(), "row")
                : "";
        return "%s is complete: %s%s, sha256 %s; read back with pg_restore --list"
                .formatted(wanted.to(), Sizes.bytes(manifest.bytes()), rows, manifest.sha256());
    }

    private Failed unwritten(IOException e) {
        return new Failed(Failure.of(
                FailureClass.CommandFailed,
                "%s cannot be written: %s".formatted(FileName.of(wanted.to()), e.getMessage()),
                "Check that its folder exists, that you may write there, and that the disk is not full. "
                        + "There is no dump."));
    }
}
