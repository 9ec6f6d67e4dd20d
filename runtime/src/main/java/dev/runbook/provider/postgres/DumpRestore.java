package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Restores one dump into a new database, and gives it the name of the old one when all of it is there. Until then
 * nothing has happened to the old one; after that it is kept under another name.
 */
final class DumpRestore {
    private static final String KEPT = "_before_restore";
    private static final int SWAPS = 6;

    private final Restore wanted;
    private final Route route;
    private final DumpResources means;
    private final RestoreCheck check;
    private final Processes.Output output;
    private final String path;
    private final String current;
    /** The number of the database that is to be replaced, as it was before. */
    private Optional<Long> number = Optional.empty();

    DumpRestore(Restore wanted, Route route, DumpResources means, Processes.Output output) {
        this.wanted = wanted;
        this.route = route;
        this.means = means;
        this.check = means.restoreCheck();
        this.output = output;
        this.path = means.files().absolute(wanted.from());
        this.current = DatabaseNames.held(route.complete().database());
    }

    String run() throws InterruptedException {
        means.tools().version(Tools.RESTORE);
        Optional<DumpManifest> manifest = check.unchanged(wanted.from());
        if (manifest.isEmpty()) {
            say("there is no " + DumpManifest.path(wanted.from())
                    + ": neither the dump's checksum nor its rows can be compared");
        }
        means.tools().readBack(path, wanted.from());
        String fresh = wanted.fresh().orElseGet(() -> fresh(current, means.clock()));
        Optional<String> kept;
        try (Databases.Session server = route.elsewhere()) {
            mayRestore(server);
            dropHalfMade(server);
            others(server);
            number = server.oid(current);
            kept = server.exists(current) ? Optional.of(free(server)) : Optional.empty();
            server.create(fresh, current);
        }
        Map<String, Long> rows = filled(fresh, manifest);
        swap(fresh, kept);
        return summary(manifest, rows, kept);
    }

    /** A name that nothing else has. */
    static String fresh(String current, Clock clock) {
        return DatabaseNames.fresh(current, clock.now().toEpochMilli());
    }

    /** What this very restore had begun before it was cut short. */
    private void dropHalfMade(Databases.Session server) throws InterruptedException {
        if (wanted.halfMade().isPresent()
                && DatabaseNames.isFresh(wanted.halfMade().get(), current)
                && server.exists(wanted.halfMade().get())) {
            server.disconnect(wanted.halfMade().get());
            server.drop(wanted.halfMade().get());
            say("database " + wanted.halfMade().get() + ", which this run had half restored before it was cut short, "
                    + "has been dropped");
        }
    }

    private void mayRestore(Databases.Session server) throws InterruptedException {
        Databases.Server facts = server.server();
        if (facts.standby()) {
            throw PostgresFailures.of("the server is a standby, which cannot be written to", "Restore on the primary.");
        }
        if (!facts.superuser() && !facts.createsDatabases()) {
            throw new Failed(Failure.of(
                    FailureClass.Forbidden,
                    "the user " + facts.user() + " may not create databases",
                    "Use a superuser, or let a superuser say: ALTER ROLE " + quoted(facts.user()) + " CREATEDB"));
        }
        if (!wanted.disconnect()) {
            refuseClients(server.clients(current), "Nothing was restored.");
        }
    }

    private void refuseClients(List<Databases.Client> clients, String and) {
        if (!clients.isEmpty()) {
            throw PostgresFailures.of(
                    current + " is in use: " + words(clients),
                    "Stop what uses it first, such as by scaling its deployments to 0, or write disconnect: true to "
                            + "have whoever is connected cut off. " + and);
        }
    }

    /** Who is connected. */
    static String words(List<Databases.Client> clients) {
        return clients.stream().map(DumpRestore::words).collect(Collectors.joining("; "));
    }

    private static String words(Databases.Client client) {
        return "%s of %s by %s at %s"
                .formatted(
                        Sizes.count(client.connections(), "connection"),
                        client.program(),
                        client.user(),
                        client.address());
    }

    /** What other restores have left, or are at now: then nobody could say which of them comes last. */
    private void others(Databases.Session server) throws InterruptedException {
        for (String name : server.beginningWith(DatabaseNames.beginning(current))) {
            if (!DatabaseNames.isFresh(name, current)) {
                continue;
            }
            List<Databases.Client> clients = server.clients(name);
            if (!clients.isEmpty()) {
                throw PostgresFailures.of(
                        "another restore of " + current + " is under way, into database " + name + ": "
                                + words(clients),
                        "Wait until it has ended, or end it. Nothing was restored.");
            }
            say("database " + name + " is what an earlier restore has left that was ended in the middle; it can be "
                    + "dropped");
        }
    }

    private String free(Databases.Session server) throws InterruptedException {
        if (wanted.keepAs().isPresent()) {
            String name = DatabaseNames.held(wanted.keepAs().get());
            if (server.exists(name)) {
                throw PostgresFailures.of(
                        "there is a database " + name
                                + " already, and what is there now was to be kept under that name",
                        "Give another keep_as:, or drop it. Nothing was restored.");
            }
            return name;
        }
        String name = DatabaseNames.with(current, KEPT);
        for (int i = 2; server.exists(name); i++) {
            name = DatabaseNames.with(current, KEPT + "_" + i);
        }
        return name;
    }

    private Map<String, Long> filled(String fresh, Optional<DumpManifest> manifest) throws InterruptedException {
        try {
            return route.checked(() -> {
                restore(fresh, manifest);
                return counted(fresh, manifest);
            });
        } catch (Failed e) {
            throw new Failed(e.failure().advising("The database that was there is unchanged" + discarded(fresh)));
        } catch (InterruptedException | RuntimeException e) {
            discarded(fresh);
            throw e;
        }
    }

    private void restore(String fresh, Optional<DumpManifest> manifest) throws InterruptedException {
        Conninfo there = route.complete().with(Conninfo.DATABASE, fresh);
        List<String> command = new ArrayList<>(List.of(Tools.RESTORE, "--exit-on-error", "--verbose", "--no-password"));
        if (wanted.jobs() > 1) {
            command.add("--jobs=" + wanted.jobs());
        }
        command.add("--dbname=" + there.argument());
        command.add(path);
        AtomicLong tables = new AtomicLong();
        String all = manifest.filter(m -> !m.rows().isEmpty())
                .map(m -> " of " + m.rows().size())
                .orElse("");
        Processes.Result result;
        try (ProgressReporter _ =
                new ProgressReporter(means.clock(), output, passed -> tables.get() + all + " tables begun or done")) {
            result = means.tools().run(command, there, (stream, line) -> {
                if (line.contains("processing data for table")) {
                    tables.incrementAndGet();
                }
                if (Tools.telling(line)) {
                    output.line(stream, line);
                }
            });
        }
        Tools.expectOk(command, result);
    }

    private Map<String, Long> counted(String fresh, Optional<DumpManifest> manifest) throws InterruptedException {
        try (Databases.Session session = route.open(fresh)) {
            session.analyze();
            if (manifest.isEmpty() || manifest.get().rows().isEmpty()) {
                return Map.of();
            }
            Map<String, Long> rows = RowCount.of(session, session.tables());
            RestoreCheck.same(manifest.get().rows(), rows);
            return rows;
        }
    }

    /** A program that connects again at once can come in between; the server itself waits 5 s at each attempt. */
    private void swap(String fresh, Optional<String> kept) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try (Databases.Session server = route.elsewhere()) {
                if (!server.oid(current).equals(number)) {
                    throw overtaken(fresh);
                }
                server.disconnect(fresh);
                if (wanted.disconnect()) {
                    server.disconnect(current);
                }
                server.swap(current, fresh, kept);
                return;
            } catch (Overtaken e) {
                throw new Failed(e.failure);
            } catch (Failed e) {
                if (attempt == SWAPS) {
                    throw unswapped(fresh, kept, e.failure(), connected());
                }
                means.clock().sleep(Duration.ofMillis(200));
            }
        }
    }

    /** Somebody else has put another database in the place of the one that this restore began with. */
    private static final class Overtaken extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        Overtaken(Failure failure) {
            super(failure.summary(), null, false, false);
            this.failure = failure;
        }
    }

    private Overtaken overtaken(String fresh) {
        return new Overtaken(Failure.of(
                FailureClass.CommandFailed,
                current
                        + " is no longer the database that was there when this restore began: somebody else has restored,"
                        + " renamed or dropped it meanwhile",
                "Nothing of it was touched. This restore is complete in database " + fresh
                        + ": drop it, or restore again."));
    }

    /** Who is connected to the database that is to be replaced, as far as the server says it. */
    private String connected() throws InterruptedException {
        try (Databases.Session server = route.elsewhere()) {
            List<Databases.Client> clients = server.clients(current);
            return clients.isEmpty() ? "" : " (" + words(clients) + ")";
        } catch (Failed unknown) {
            return "";
        }
    }

    private Failed unswapped(String fresh, Optional<String> kept, Failure why, String connected) {
        String byHand = kept.map(name -> rename(current, name) + "; ").orElse("") + rename(fresh, current);
        return PostgresFailures.of(
                "the dump is restored, and could not take the place of " + current + ": " + why.summary() + connected,
                "All of it is in database " + fresh + ", and " + current + " is unchanged. Stop what uses " + current
                        + " and say: " + byHand,
                "Or drop " + fresh + " and restore again with disconnect: true.");
    }

    private static String rename(String from, String to) {
        return "ALTER DATABASE %s RENAME TO %s".formatted(quoted(from), quoted(to));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Drops what was half restored; says what has become of it, to stand behind that nothing else has changed. */
    private String discarded(String fresh) throws InterruptedException {
        try (Databases.Session server = route.elsewhere()) {
            server.disconnect(fresh);
            server.drop(fresh);
            return ", and the new one has been dropped.";
        } catch (Failed e) {
            output.line(
                    Processes.Stream.ERR,
                    "database " + fresh + " is half restored and could not be dropped: "
                            + e.failure().summary());
            return ". Database " + fresh + " is half restored and could not be dropped: drop it by hand, or resume, "
                    + "which drops it first.";
        }
    }

    private String summary(Optional<DumpManifest> manifest, Map<String, Long> rows, Optional<String> kept) {
        String compared = rows.isEmpty()
                ? ""
                : ", %s with %s as when it was dumped"
                        .formatted(
                                Sizes.count(manifest.orElseThrow().rows().size(), "table"),
                                Sizes.count(manifest.orElseThrow().rowsInAll(), "row"));
        return "database %s is now what %s holds%s%s"
                .formatted(
                        current,
                        wanted.from(),
                        compared,
                        kept.map(name -> "; what was there before is kept as " + name)
                                .orElse(""));
    }

    private void say(String line) {
        output.line(Processes.Stream.OUT, line);
    }
}
