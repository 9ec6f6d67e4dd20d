package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.machine.files.DiskFiles;
import dev.runbook.port.LargeFiles;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.provider.kube.adapter.FlakyProxy;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.provider.process.adapter.ManualStopRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that lives in the cluster: asked, dumped and restored through a forwarded port, or dumped by its own pod. */
@Tag("testbed")
class ClusterDatabaseIT {
    private static Optional<TestServer> started = Optional.empty();
    private static Optional<Testbed> opened = Optional.empty();
    private static Optional<ClusterDatabase> placed = Optional.empty();

    @TempDir
    private Path folder = Path.of("");

    private final ManualStopRequests interruption = new ManualStopRequests();
    private PostgresBench bench = new PostgresBench(folder, interruption);

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        opened = Optional.of(Testbed.open());
        started = Optional.of(TestServer.start());
        placed = Optional.of(new ClusterDatabase(opened.get(), server().port()));
        server().sql("postgres", "create database coder", "create database \"odd 'name' 🐘\"");
        server().sql(
                        "coder",
                        "create table users (id int primary key, name text)",
                        "insert into users select g, 'user ' || g from generate_series(1, 2000) g",
                        "create table logs (line text)",
                        "insert into logs select (select string_agg(md5(random()::text), '') from generate_series(1, 20)"
                                + " where g > 0) from generate_series(1, 60000) g");
        server().sql("odd 'name' 🐘", "create table \"t 🐘\" (x int)", "insert into \"t 🐘\" values (1), (2)");
    }

    @AfterAll
    static void stop() {
        started.ifPresent(TestServer::close);
        opened.ifPresent(Testbed::close);
    }

    private static TestServer server() {
        return started.orElseThrow();
    }

    private static ClusterDatabase pod() {
        return placed.orElseThrow();
    }

    @BeforeEach
    void open() {
        bench = bench(opened.orElseThrow().kubeconfig);
    }

    private PostgresBench bench(Path kubeconfig) {
        return new PostgresBench(folder, interruption, System.getenv("PATH"), new DiskFiles(), kubeconfig);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** As the chart itself connects: by the name of the service, which this machine does not know. */
    private static Conninfo at(String database) {
        return server().at(database).with("host", "timescale.coder.svc").with("port", "5432");
    }

    private static ConnectionSpec way(String database) {
        return new ConnectionSpec(at(database), Optional.of(pod().service()));
    }

    private static Dump dump(ConnectionSpec way, boolean inPod) {
        return new Dump(way, "coder.dump", inPod, false, 1, Dump.Existing.REFUSE, true, true);
    }

    @Test
    void it_is_asked_through_a_service_a_pod_and_by_the_pods_own_port() throws InterruptedException {
        assertTrue(bench.postgres.server(way("coder")).superuser());
        assertTrue(bench.postgres.bytes(new ConnectionSpec(at("coder"), Optional.of(pod().through("svc/timescale"))))
                > 1_000_000);
        Conninfo direct = at("coder").with("port", String.valueOf(server().port()));
        assertTrue(bench.postgres.exists(
                new ConnectionSpec(direct, Optional.of(pod().through("pod/timescale-0"))), "coder"));
    }

    @Test
    void a_dump_through_a_forwarded_port_has_all_that_a_direct_one_has_and_is_restored_the_same_way()
            throws IOException, InterruptedException {
        String said = bench.dump(dump(way("coder"), false));
        assertTrue(said.contains("2 tables with 62,000 rows"), said);
        complete();
        server().sql("coder", "delete from users where id > 5");
        bench.restore(new Restore(way("coder"), "coder.dump", Optional.of("coder_old"), false, 1));
        assertEquals("2000", server().sql("coder", "select count(*) from users"));
        assertEquals("5", server().sql("coder_old", "select count(*) from users"));
        bench.postgres.drop(way("coder"), "coder_old");
    }

    @Test
    void the_pods_own_pg_dump_makes_the_same_dump() throws IOException, InterruptedException {
        String said = bench.dump(dump(way("coder"), true));
        assertTrue(said.contains("2 tables with 62,000 rows"), said);
        complete();
        server().sql("postgres", "create database copy");
        bench.restore(new Restore(
                new ConnectionSpec(at("copy"), Optional.of(pod().service())),
                "coder.dump",
                Optional.empty(),
                false,
                1));
        assertEquals(
                server().sql("coder", "select md5(string_agg(line, ',' order by line)) from logs"),
                server().sql("copy", "select md5(string_agg(line, ',' order by line)) from logs"));
    }

    private void complete() throws IOException {
        assertEquals(List.of("coder.dump", "coder.dump.manifest.json"), bench.files());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("coder.dump"))));
        String manifest = Files.readString(folder.resolve("coder.dump.manifest.json"));
        assertTrue(manifest.contains("database coder at timescale.coder.svc:5432, through pod/timescale-0"), manifest);
        assertFalse(manifest.contains("secret"), manifest);
    }

    @Test
    void an_odd_name_goes_into_the_pod_as_it_is() throws InterruptedException {
        assertTrue(bench.dump(dump(way("odd 'name' 🐘"), true)).contains("1 table with 2 rows"));
    }

    @Test
    void a_wrong_password_is_said_to_be_wrong_in_the_pod_too() throws IOException {
        ConnectionSpec wrong =
                new ConnectionSpec(at("coder").with("password", "hunter2-and-more"), Optional.of(pod().service()));
        Failure failure = PostgresBench.failure(() -> bench.dump(dump(wrong, true)));
        assertEquals(FailureClass.Forbidden, failure.kind());
        assertTrue(
                failure.summary()
                        .startsWith("database coder at timescale.coder.svc:5432, through pod/timescale-0 refuses"),
                failure::summary);
        assertFalse(failure.toString().contains("hunter2"), failure::toString);
        assertEquals(List.of(), bench.files());
    }

    @Test
    void what_is_not_in_the_cluster_is_named_with_what_is_there() {
        assertEquals(
                "there is no service/timescal in namespace " + pod().service().namespace(),
                PostgresBench.failure(() -> bench.postgres.server(
                                new ConnectionSpec(at("coder"), Optional.of(pod().through("service/timescal")))))
                        .summary());
        assertEquals(
                "service/timescale has no port 5433, but 5432",
                PostgresBench.failure(() -> bench.postgres.server(
                                new ConnectionSpec(at("coder").with("port", "5433"), Optional.of(pod().service()))))
                        .summary());
    }

    @Test
    void an_account_that_may_not_forward_ports_is_told_so() throws IOException {
        List<Map<String, Object>> rules = List.of(Map.of(
                "apiGroups", List.of(""), "resources", List.of("services", "pods"), "verbs", List.of("get", "list")));
        try (PostgresBench poor = bench(opened.orElseThrow().kubeconfigWith(rules, folder))) {
            Failure failure = PostgresBench.failure(() -> poor.postgres.server(way("coder")));
            assertEquals(FailureClass.Forbidden, failure.kind());
            assertTrue(failure.summary().contains("may not get pods/portforward"), failure::summary);
        }
    }

    @Test
    void a_pod_that_nothing_listens_in_is_unreachable_and_the_port_is_said() throws Exception {
        try (Testbed other = Testbed.open()) {
            ClusterDatabase lost = new ClusterDatabase(other, server().port());
            lost.loseTheServer();
            Failure failure = PostgresBench.failure(
                    () -> bench.postgres.server(new ConnectionSpec(at("coder"), Optional.of(lost.service()))));
            assertEquals(FailureClass.Unreachable, failure.kind());
            assertTrue(failure.summary().contains("port " + server().port() + " of pod/timescale-0"), failure::summary);
        }
    }

    @Test
    void a_person_who_stops_the_pods_dump_finds_no_half_dump() throws IOException, InterruptedException {
        FutureTask<String> dumping = begin(bench, true);
        interruption.ask(StopRequest.CLEANLY);
        assertEquals(FailureClass.Cancelled, PostgresBench.failureOf(dumping).kind());
        assertEquals(List.of(), bench.files());
    }

    @Test
    void a_server_that_goes_in_the_middle_leaves_no_dump_of_the_pod() throws IOException, InterruptedException {
        FutureTask<String> dumping = begin(bench, true);
        server().crash();
        try {
            Failure failure = PostgresBench.failureOf(dumping);
            assertEquals(FailureClass.Unreachable, failure.kind(), failure::toString);
            assertTrue(failure.advice().getLast().startsWith("There is no dump"), failure.advice()::toString);
            assertEquals(List.of(), bench.files());
        } finally {
            server().startAgain();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_way_that_is_lost_in_the_middle_leaves_no_dump(boolean inPod) throws IOException, InterruptedException {
        Testbed testbed = opened.orElseThrow();
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        try (FlakyProxy proxy = new FlakyProxy(testbed.port());
                PostgresBench far = bench(testbed.kubeconfigThrough(proxy.port(), elsewhere))) {
            FutureTask<String> dumping = begin(far, inPod);
            proxy.drop();
            Failure failure = PostgresBench.failureOf(dumping);
            assertEquals(FailureClass.Unreachable, failure.kind(), failure::toString);
            // Through a forwarded port, pg_dump itself may be the first to notice.
            assertTrue(
                    failure.summary().contains("pod/timescale-0 was lost")
                            || (!inPod && failure.summary().contains("server closed the connection")),
                    failure::summary);
            assertTrue(failure.advice().getLast().startsWith("There is no dump"), failure.advice()::toString);
            assertEquals(List.of("elsewhere"), bench.files());
        } finally {
            // A kubelet lets go of the server by itself; kwok waits until the server does.
            server().sql("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'coder'");
        }
    }

    @Test
    void a_disk_that_becomes_full_under_the_pods_dump_leaves_none() throws IOException {
        LargeFiles full = new LimitedDisk(new DiskFiles(), Long.MAX_VALUE, 100_000);
        try (PostgresBench cramped =
                new PostgresBench(folder, interruption, System.getenv("PATH"), full, opened.orElseThrow().kubeconfig)) {
            Failure failure = PostgresBench.failure(() -> cramped.dump(dump(way("coder"), true)));
            assertEquals("coder.dump cannot be written: No space left on device", failure.summary());
            assertEquals(List.of(), bench.files());
        }
    }

    private FutureTask<String> begin(PostgresBench bench, boolean inPod) throws IOException, InterruptedException {
        FutureTask<String> dumping = new FutureTask<>(() -> bench.dump(dump(way("coder"), inPod)));
        Thread.ofVirtual().start(dumping);
        while (bench.written() < 100_000 && !dumping.isDone()) {
            server().sql("postgres", "select pg_sleep(0.01)");
        }
        return dumping;
    }
}
