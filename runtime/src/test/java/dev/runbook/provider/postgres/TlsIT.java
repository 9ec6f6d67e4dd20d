package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.process.adapter.ManualStopRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that demands TLS: what the questions make of each way to connect, pg_dump makes of it too. */
class TlsIT {
    private static Optional<TestServer> started = Optional.empty();

    @TempDir
    private Path folder = Path.of("");

    private PostgresBench bench = new PostgresBench(folder, new ManualStopRequests());

    @BeforeAll
    static void start() throws IOException {
        started = Optional.of(TestServer.startWithTls());
    }

    @AfterAll
    static void stop() {
        started.ifPresent(TestServer::close);
    }

    @BeforeEach
    void open() {
        bench = new PostgresBench(folder, new ManualStopRequests());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** The connection as a URL, which is what operators give. */
    private static Conninfo at(String host, String parameters) {
        TestServer server = started.orElseThrow();
        return Conninfo.parse(
                server.url("postgres").replace("127.0.0.1", host)
                        + "?"
                        + parameters
                                .replace("OURS", server.authority().toString())
                                .replace("OTHER", server.anotherAuthority().toString()),
                "the test");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, sslmode=verify-full&sslrootcert=OURS",
        "127.0.0.1, sslmode=verify-ca&sslrootcert=OURS",
        "127.0.0.1, sslmode=require",
        "127.0.0.1, sslmode=prefer",
        "localhost, sslmode=verify-full&sslrootcert=OURS&hostaddr=127.0.0.1",
        "127.0.0.1, ssl=true",
    })
    void it_is_asked_and_dumped(String host, String parameters) throws InterruptedException {
        assertTrue(bench.server(at(host, parameters)).superuser());
        assertTrue(
                bench.dump(PostgresBench.dump(at(host, parameters), "a.dump")).contains("0 tables"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, sslmode=verify-full&sslrootcert=OURS, Unreachable",
        "localhost, sslmode=verify-full&sslrootcert=OTHER, Unreachable",
        "db.example.com, sslmode=verify-full&sslrootcert=OURS&hostaddr=127.0.0.1, Unreachable",
        "127.0.0.1, sslmode=verify-ca&sslrootcert=OTHER, Unreachable",
        "127.0.0.1, sslmode=disable, Forbidden",
    })
    void it_is_refused_by_both(String host, String parameters, FailureClass kind) {
        Conninfo refused = at(host, parameters);
        Failure asked = PostgresBench.failure(() -> bench.server(refused));
        Failure dumped = PostgresBench.failure(() -> new LocalDumper(new Tools(bench.processes), refused)
                .dump(List.of("--format=custom"), folder.resolve("a.dump").toString(), bench.output()));
        assertEquals(kind, asked.kind(), asked::toString);
        assertEquals(kind, dumped.kind(), dumped::toString);
        assertEquals(
                kind == FailureClass.Unreachable, asked.summary().contains("cannot be reached safely"), asked::summary);
    }
}
