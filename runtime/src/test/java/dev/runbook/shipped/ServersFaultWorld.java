package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.provider.dns.adapter.Bind;
import dev.runbook.provider.dns.adapter.Relay;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.provider.postgres.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The namespace of a real control plane, and with it Coder's database in a real server and its names in a real BIND. */
final class ServersFaultWorld extends ControlPlaneWorld {
    private static final String HOST = "coder.runbook.test";
    private static final String DEVURLS = "*.dev.runbook.test";
    private static final String SNAPSHOT = "coder-before-update.dump";

    private final TestServer database;
    private final Bind names;
    private final Bind secondary;
    private final Relay second;

    ServersFaultWorld(Path folder, int helm, TestServer database) throws IOException, InterruptedException {
        super(folder, helm);
        this.database = database;
        this.names = Bind.primary(Files.createDirectory(folder.resolve("bind")));
        this.secondary = names.secondary(Files.createDirectory(folder.resolve("secondary")));
        this.second = names.relay();
    }

    /** The database of Coder, in a server that all runs share: none of them changes it. */
    static void fill(TestServer server) {
        server.sql("postgres", "create database coder");
        server.sql("coder", "create table users as select g as id from generate_series(1, 100) g");
    }

    @Override
    public List<String> parameters() {
        return Stream.concat(
                        super.parameters().stream(),
                        Stream.of("dns=rfc2136", "host=" + HOST, "devurl_host=" + DEVURLS, "dns_server=" + names.at()))
                .toList();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("RUNBOOK_PARAM_DATABASE", database.url("coder"), "RUNBOOK_PARAM_DNS_KEY", Bind.key());
    }

    /** Nothing is done by hand. */
    @Override
    public List<String> options() {
        return List.of("--yes", "--yes-destroy");
    }

    /** A dump has the time in it. */
    @Override
    public boolean differs(String file) {
        return file.startsWith(SNAPSHOT);
    }

    @Override
    public void inspect() throws Exception {
        super.inspect();
        assertEquals(addresses(), names.addresses(HOST));
        assertEquals(addresses(), names.addresses("mine.dev.runbook.test"));
        assertEquals("100", restored());
    }

    /** How many rows the snapshot brings back. */
    private String restored() throws IOException, InterruptedException {
        database.sql("postgres", "create database restored");
        try {
            Process restore = new ProcessBuilder(
                            "pg_restore",
                            "--exit-on-error",
                            "--dbname=" + database.url("restored"),
                            folder().resolve("working").resolve(SNAPSHOT).toString())
                    .inheritIO()
                    .start();
            assertEquals(0, restore.waitFor());
            return database.sql("restored", "select count(*) from users");
        } finally {
            // Who has just left is still seen for a moment.
            Testbed.eventually(
                    Duration.ofMinutes(1),
                    "nobody is connected",
                    () -> database.sql("postgres", "select count(*) from pg_stat_activity where datname = 'restored'")
                            .equals("0"));
            database.sql("postgres", "drop database restored");
        }
    }

    @Override
    public void close() {
        second.close();
        secondary.close();
        names.close();
        super.close();
    }
}
