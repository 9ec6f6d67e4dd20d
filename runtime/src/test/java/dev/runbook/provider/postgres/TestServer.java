package dev.runbook.provider.postgres;

import dev.runbook.InstalledProgram;
import dev.runbook.Prerequisite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of our own on loopback, with a folder of its own; where the tests run as root, as another user. */
public final class TestServer implements AutoCloseable {
    public static final String ADMIN = "admin";
    public static final String PASSWORD = "admin's secret/@%";

    private final Path folder;
    private final int port;

    private TestServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one; skips the test where there is none. */
    public static TestServer start() throws IOException {
        return start(false);
    }

    /** One that takes no connection without TLS; its certificate is for localhost and signed by {@link #authority}. */
    public static TestServer startWithTls() throws IOException {
        return start(true);
    }

    /** Shows a certificate from now on whose days are over. */
    void expire() throws IOException {
        openssl(
                List.of("openssl", "req", "-new"),
                "-key",
                "server.key",
                "-subj",
                "/CN=server",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-out",
                "server.csr");
        openssl(
                List.of("openssl", "x509", "-req", "-in", "server.csr"),
                "-CA",
                "authority.crt",
                "-CAkey",
                "authority.key",
                "-CAcreateserial",
                "-copy_extensions",
                "copy",
                "-days",
                "-1",
                "-out",
                "server.crt");
        run("pg_ctl", "--pgdata=" + data(), "reload");
    }

    private static TestServer start(boolean tls) throws IOException {
        Prerequisite.POSTGRES.orSkip();
        if (tls) {
            Prerequisite.OPENSSL.orSkip();
        }
        Path folder = Files.createTempDirectory("runbook-postgres-");
        TestServer server = new TestServer(folder, freePort());
        try {
            server.init();
            if (tls) {
                server.demandTls();
            }
            server.run("pg_ctl", "--pgdata=" + server.data(), "--log=" + folder.resolve("log"), "--wait", "start");
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** It does not start as root. */
    public static boolean isRoot() {
        return System.getProperty("user.name", "").equals("root");
    }

    private static String program(String name) {
        return InstalledProgram.find(name).orElseThrow().toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void init() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (isRoot()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            finish(new ProcessBuilder(program("chown"), "-R", user(), folder.toString()), Optional.empty());
        }
        run(
                "initdb",
                "--pgdata=" + data(),
                "--username=" + ADMIN,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync");
        Files.writeString(
                data().resolve("postgresql.conf"),
                """

                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                fsync = off
                """.formatted(port),
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    private void demandTls() throws IOException {
        List<String> key = List.of("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        for (String authority : List.of("authority", "another")) {
            openssl(
                    key,
                    "-nodes",
                    "-subj",
                    "/CN=" + authority,
                    "-keyout",
                    authority + ".key",
                    "-out",
                    authority + ".crt");
        }
        openssl(
                key,
                "-nodes",
                "-subj",
                "/CN=server",
                "-CA",
                "authority.crt",
                "-CAkey",
                "authority.key",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                "server.key",
                "-out",
                "server.crt");
        if (isRoot()) {
            finish(new ProcessBuilder(program("chown"), "-R", user(), folder.toString()), Optional.empty());
        }
        Files.writeString(
                data().resolve("postgresql.conf"),
                "ssl = on\nssl_cert_file = '%1$s/server.crt'\nssl_key_file = '%1$s/server.key'\n".formatted(folder),
                StandardOpenOption.APPEND);
        Files.writeString(data().resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    }

    private void openssl(List<String> command, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        finish(new ProcessBuilder(all), Optional.of(folder));
    }

    /** The certificate of the authority that has signed the server's. */
    Path authority() {
        return folder.resolve("authority.crt");
    }

    /** That of another one. */
    Path anotherAuthority() {
        return folder.resolve("another.crt");
    }

    private static String user() {
        return Files.exists(Path.of("/var/lib/postgresql")) ? "postgres" : "nobody";
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of(program("runuser"), "-u", user(), "--"));
        }
        command.add(program(program));
        command.addAll(List.of(arguments));
        finish(new ProcessBuilder(command), Optional.of(folder));
    }

    private static void finish(ProcessBuilder builder, Optional<Path> folder) throws IOException {
        Path printed = Files.createTempFile("runbook-postgres-", ".log");
        try {
            folder.ifPresent(path -> builder.directory(path.toFile()));
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(builder.command() + ": " + Files.readString(printed));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.delete(printed);
        }
    }

    public int port() {
        return port;
    }

    /** Where a database is, as a user whose password is {@code NAME's secret/@%}. */
    public Conninfo at(String user, String database) {
        return Conninfo.parse("host=127.0.0.1 port=" + port, "the test")
                .with("user", user)
                .with("dbname", database)
                .with("password", user.equals(ADMIN) ? PASSWORD : user + "'s secret");
    }

    public Conninfo at(String database) {
        return at(ADMIN, database);
    }

    /** The same as a URL. */
    public String url(String database) {
        return "postgres://admin:admin%27s%20secret%2F%40%25@127.0.0.1:" + port + "/"
                + java.net.URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", ADMIN);
        properties.setProperty("password", PASSWORD);
        properties.setProperty("ApplicationName", "coderd");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/"
                        + java.net.URLEncoder.encode(database, StandardCharsets.UTF_8)
                                .replace("+", "%20"),
                properties);
    }

    /** Runs statements, and gives the first value of the last answer, if it has one. */
    public String sql(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            String answer = "";
            for (String one : statements) {
                if (statement.execute(one)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        answer = rows.next() ? String.valueOf(rows.getString(1)) : "";
                    }
                }
            }
            return answer;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a user who may log in. */
    public void user(String name, String more) {
        sql("postgres", "create role " + name + " login password '" + name + "''s secret' " + more);
    }

    /** Ends the server at once, as a crash of its machine does. */
    public void crash() throws IOException {
        run("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "--wait", "stop");
    }

    public void startAgain() throws IOException {
        run("pg_ctl", "--pgdata=" + data(), "--log=" + folder.resolve("log"), "--wait", "start");
    }

    @Override
    public void close() {
        try {
            if (Files.exists(data().resolve("postmaster.pid"))) {
                crash();
            }
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
