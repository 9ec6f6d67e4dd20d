package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.machine.files.DiskFiles;
import dev.runbook.provider.process.adapter.ManualStopRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps and restores with a real server, and what goes wrong with them. */
class PostgresIT {
    private static final String ODD = "it's my \"base\" 🐘 $x";
    private static Optional<TestServer> started = Optional.empty();

    @TempDir
    private Path folder = Path.of("");

    private PostgresBench bench = new PostgresBench(folder, new ManualStopRequests());

    @BeforeAll
    static void start() throws IOException {
        started = Optional.of(TestServer.start());
        server().user("plain", "");
        server().sql("postgres", "create role rds_superuser", "create role coders");
        server().user("managed", "in role rds_superuser createdb");
        for (String name : List.of("coder", ODD)) {
            server().sql("postgres", "create database " + quoted(name));
            fill(name);
        }
    }

    private static void fill(String name) {
        server().sql(
                        name,
                        "create table users (id int primary key, name text)",
                        "insert into users select g, 'user ' || g from generate_series(1, 2000) g",
                        "create table \"Odd \"\"tab le 🐘\" (x int)",
                        "insert into \"Odd \"\"tab le 🐘\" values (1), (2)",
                        "create table parent (x int)",
                        "create table child () inherits (parent)",
                        "insert into parent values (1)",
                        "insert into child values (2)",
                        "create table parts (x int) partition by range (x)",
                        "create table part1 partition of parts for values from (1) to (9)",
                        "insert into parts values (3)",
                        "create view seen as select * from users");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static TestServer server() {
        return started.orElseThrow();
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

    @Test
    void a_superuser_a_managed_equivalent_and_neither_are_told_apart() throws InterruptedException {
        Databases.Server admin = bench.server(server().at("coder"));
        assertTrue(admin.superuser());
        assertTrue(admin.version().major() >= 13, admin.version()::text);
        Databases.Server managed = bench.server(server().at("managed", "coder"));
        assertFalse(managed.superuser());
        assertEquals(Optional.of("rds_superuser"), managed.managed());
        Databases.Server plain = bench.server(server().at("plain", "coder"));
        assertFalse(plain.superuser());
        assertEquals(Optional.empty(), plain.managed());
    }

    @Test
    void a_wrong_password_is_forbidden_and_is_not_shown() {
        Failure failure =
                PostgresBench.failure(() -> bench.server(server().at("coder").with("password", "hunter2-and-more")));
        assertEquals(FailureClass.Forbidden, failure.kind());
        assertTrue(failure.summary().contains("password authentication failed for user \"admin\""), failure::summary);
        assertFalse(failure.toString().contains("hunter2"), failure::toString);
    }

    @Test
    void a_server_that_is_not_there_is_unreachable() {
        Failure failure =
                PostgresBench.failure(() -> bench.server(server().at("coder").with("port", "1")));
        assertEquals(FailureClass.Unreachable, failure.kind());
        assertTrue(
                failure.summary().contains("does not answer: Connection to 127.0.0.1:1 refused: Connection refused"),
                failure::summary);
    }

    @Test
    void a_database_that_is_not_there_is_named() {
        Failure failure = PostgresBench.failure(() -> bench.server(server().at("codr")));
        assertEquals("database \"codr\" does not exist", failure.summary());
    }

    @Test
    void a_service_and_a_password_file_say_how_to_connect() throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve(".pg_service.conf"),
                "[prod]\nhost=127.0.0.1\nport=" + server().port() + "\nuser=admin\ndbname=coder\n");
        Files.writeString(folder.resolve(".pgpass"), "127.0.0.1:*:*:admin:" + TestServer.PASSWORD + "\n");
        Files.setPosixFilePermissions(folder.resolve(".pgpass"), PosixFilePermissions.fromString("rw-------"));
        Conninfo service = Conninfo.parse("prod", "the secret database");
        assertTrue(bench.server(service).superuser());
        assertTrue(bench.dump(PostgresBench.dump(service, "coder.dump")).contains("5 tables with 2,005 rows"));
        assertEquals(Optional.of(TestServer.PASSWORD), bench.postgres.passwordElsewhere("prod"));
    }

    @Test
    void a_dump_restores_to_the_same_rows_and_the_old_database_is_kept() throws IOException, InterruptedException {
        server().sql(
                        "postgres",
                        "create database swapped",
                        "alter database swapped set search_path = public, \"$user\"",
                        "alter database swapped set statement_timeout = '5min'",
                        "comment on database swapped is 'it''s ours'",
                        "grant connect on database swapped to coders with grant option");
        fill("swapped");
        String dumped = bench.dump(PostgresBench.dump(server().at("swapped"), "swapped.dump"));
        assertTrue(dumped.contains("5 tables with 2,005 rows, sha256 "), dumped);
        assertTrue(
                dumped.contains(
                        new DiskFiles().sha256(folder.resolve("swapped.dump").toString())),
                dumped);
        assertEquals(List.of("swapped.dump", "swapped.dump.manifest.json"), bench.files());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("swapped.dump"))));
        server().sql("swapped", "delete from users");

        String restored = bench.restore(PostgresBench.restore(server().at("swapped"), "swapped.dump"));

        assertEquals(
                "database swapped is now what swapped.dump holds, 5 tables with 2,005 rows as when it was dumped; what "
                        + "was there before is kept as swapped_before_restore",
                restored);
        assertEquals("2000", server().sql("swapped", "select count(*) from users"));
        assertEquals("0", server().sql("swapped_before_restore", "select count(*) from users"));
        assertEquals("public, \"$user\"", server().sql("swapped", "show search_path"));
        assertEquals("5min", server().sql("swapped", "show statement_timeout"));
        String likeness = """
                select shobj_description(oid, 'pg_database') || ' ' || pg_get_userbyid(datdba) || ' ' || datcollate
                       || ' ' || (select string_agg(a::text, ',' order by a::text) from unnest(datacl) a)
                  from pg_database where datname = '%s'""";
        assertEquals(
                server().sql("postgres", likeness.formatted("swapped_before_restore")),
                server().sql("postgres", likeness.formatted("swapped")));
        assertEquals(
                "dropped database swapped_before_restore",
                bench.postgres.drop(ConnectionSpec.directly(server().at("swapped")), "swapped_before_restore"));
    }

    @Test
    void an_odd_name_comes_through_everything() throws InterruptedException {
        String users = "select md5(string_agg(u::text, ',' order by id)) from users u";
        String before = server().sql(ODD, users);
        bench.dump(PostgresBench.dump(server().at(ODD), "it's 🐘.dump"));
        bench.restore(PostgresBench.restore(Conninfo.parse(server().url(ODD), "it"), "it's 🐘.dump"));
        assertEquals(before, server().sql(ODD, users));
        assertTrue(bench.exists(server().at("coder"), ODD + "_before_restore"));
    }

    @Test
    void the_password_is_on_no_argument_list() throws IOException, InterruptedException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("pg_dump", "pg_restore")) {
            Path recording = programs.resolve(program);
            String text = "#!/bin/sh\nPATH=${PATH#*:}\necho \"$@\" >>'%s'\nexec %s \"$@\"\n"
                    .formatted(folder.resolve("arguments"), program);
            Files.writeString(recording, text);
            Files.setPosixFilePermissions(recording, PosixFilePermissions.fromString("rwx------"));
        }
        server().sql("postgres", "create database listed");
        try (PostgresBench recorded = new PostgresBench(
                folder, new ManualStopRequests(), programs + ":" + System.getenv("PATH"), new DiskFiles())) {
            recorded.dump(PostgresBench.dump(server().at("coder"), "coder.dump"));
            recorded.restore(PostgresBench.restore(server().at("listed"), "coder.dump"));
        }
        String arguments = Files.readString(folder.resolve("arguments"));
        assertTrue(arguments.contains("dbname=coder"), arguments);
        assertTrue(arguments.contains("dbname=listed_restoring_"), arguments);
        assertFalse(arguments.contains("secret"), arguments);
    }

    @Test
    void the_directory_format_takes_several_jobs() throws IOException, InterruptedException {
        Dump dump = new Dump(
                ConnectionSpec.directly(server().at("coder")),
                "folder",
                false,
                true,
                2,
                Dump.Existing.REFUSE,
                true,
                true);
        assertTrue(bench.dump(dump).contains("5 tables with 2,005 rows"));
        assertTrue(Files.exists(folder.resolve("folder/toc.dat")));
        server().sql("postgres", "create database other");
        bench.restore(new Restore(
                ConnectionSpec.directly(server().at("other")), "folder", Optional.of("other_old"), false, 2));
        assertEquals("2000", server().sql("other", "select count(*) from users"));
        assertTrue(bench.exists(server().at("coder"), "other_old"));
    }

    @Test
    void a_dump_is_not_overwritten_and_can_be_set_aside() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("coder.dump"), "the only good one");
        Failure failure =
                PostgresBench.failure(() -> bench.dump(PostgresBench.dump(server().at("coder"), "coder.dump")));
        assertTrue(failure.summary().startsWith("coder.dump already exists"), failure::summary);
        bench.dump(new Dump(
                ConnectionSpec.directly(server().at("coder")),
                "coder.dump",
                false,
                false,
                1,
                Dump.Existing.SET_ASIDE,
                true,
                true));
        assertEquals("the only good one", Files.readString(folder.resolve("coder.dump.1")));
        assertTrue(bench.told.contains("the dump that was there before is now coder.dump.1"), bench.told::toString);
    }

    @Test
    void who_may_not_read_a_table_gets_no_dump() throws IOException {
        Failure failure = PostgresBench.failure(
                () -> bench.dump(PostgresBench.dump(server().at("plain", "coder"), "coder.dump")));
        assertEquals(FailureClass.Forbidden, failure.kind());
        assertTrue(failure.summary().contains("permission denied for table"), failure::summary);
        assertEquals(List.of(), bench.files());
    }

    @Test
    void a_dump_that_was_changed_is_not_restored() throws IOException, InterruptedException {
        bench.dump(PostgresBench.dump(server().at("coder"), "coder.dump"));
        byte[] bytes = Files.readAllBytes(folder.resolve("coder.dump"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(folder.resolve("coder.dump"), bytes);
        Failure failure =
                PostgresBench.failure(() -> bench.restore(PostgresBench.restore(server().at("coder"), "coder.dump")));
        assertTrue(failure.summary().contains("its size or checksum differs"), failure::summary);
    }

    @Test
    void what_is_no_dump_is_said_to_be_none() throws IOException {
        Files.writeString(folder.resolve("coder.dump"), "select 1;");
        Failure failure =
                PostgresBench.failure(() -> bench.restore(PostgresBench.restore(server().at("coder"), "coder.dump")));
        assertTrue(failure.summary().startsWith("coder.dump cannot be read as a dump"), failure::summary);
    }

    @Test
    void a_restore_is_refused_while_the_application_is_connected_unless_it_may_be_cut_off()
            throws SQLException, InterruptedException {
        server().sql("postgres", "create database busy");
        bench.dump(PostgresBench.dump(server().at("coder"), "coder.dump"));
        try (Connection application = server().connect("busy")) {
            Failure failure = PostgresBench.failure(
                    () -> bench.restore(PostgresBench.restore(server().at("busy"), "coder.dump")));
            assertEquals("busy is in use: 1 connection of coderd by admin at 127.0.0.1", failure.summary());
            assertFalse(bench.exists(server().at("busy"), "busy_before_restore"));
            assertEquals(
                    1,
                    bench.postgres
                            .clients(ConnectionSpec.directly(server().at("busy")))
                            .getFirst()
                            .connections());
            bench.restore(
                    new Restore(ConnectionSpec.directly(server().at("busy")), "coder.dump", Optional.empty(), true, 1));
            assertFalse(application.isValid(1));
        }
        assertEquals("2000", server().sql("busy", "select count(*) from users"));
    }

    @Test
    void a_restore_that_fails_leaves_the_database_as_it_was_and_nothing_beside_it() throws InterruptedException {
        server().sql("postgres", "create database fragile", "create role short_lived");
        server().sql(
                        "fragile",
                        "create table mine (x int)",
                        "alter table mine owner to short_lived",
                        "insert into mine values (7)");
        bench.dump(PostgresBench.dump(server().at("fragile"), "fragile.dump"));
        server().sql(
                        "fragile",
                        "drop owned by short_lived",
                        "create table mine (x int)",
                        "insert into mine values (8)");
        server().sql("postgres", "drop role short_lived");
        Failure failure = PostgresBench.failure(
                () -> bench.restore(PostgresBench.restore(server().at("fragile"), "fragile.dump")));
        assertTrue(failure.summary().contains("role \"short_lived\" does not exist"), failure::summary);
        assertEquals("8", server().sql("fragile", "select x from mine"));
        assertEquals("0", server().sql("postgres", "select count(*) from pg_database where datname like 'fragile_%'"));
    }

    @Test
    void who_may_not_create_databases_is_told_so_before_anything_is_done() throws InterruptedException {
        bench.dump(PostgresBench.dump(server().at("coder"), "coder.dump"));
        Failure failure = PostgresBench.failure(
                () -> bench.restore(PostgresBench.restore(server().at("plain", "coder"), "coder.dump")));
        assertEquals(FailureClass.Forbidden, failure.kind());
        assertEquals("the user plain may not create databases", failure.summary());
    }

    @Test
    void what_is_no_table_comes_back_too_with_its_owner_and_the_locale_of_icu() throws InterruptedException {
        server().sql(
                        "postgres",
                        "create database phonebook template template0 encoding 'UTF8' locale_provider icu"
                                + " icu_locale 'de-u-co-phonebk' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'");
        server().sql(
                        "phonebook",
                        "create extension hstore",
                        "create schema own authorization coders",
                        "create table own.people (name text, more hstore)",
                        "alter table own.people owner to coders",
                        "insert into own.people values ('Ärger', 'a=>1'), ('Adler', ''), ('Zorn', '')",
                        "select lo_from_bytea(4711, '\\x0102')",
                        "create materialized view own.sorted as select string_agg(name, ' ' order by name) from own.people");
        bench.dump(PostgresBench.dump(server().at("phonebook"), "phonebook.dump"));
        server().sql("phonebook", "drop table own.people cascade", "select lo_unlink(4711)", "drop extension hstore");
        bench.restore(PostgresBench.restore(server().at("phonebook"), "phonebook.dump"));
        assertEquals("Adler Ärger Zorn", server().sql("phonebook", "select * from own.sorted"));
        assertEquals(
                "coders", server().sql("phonebook", "select tableowner from pg_tables where tablename = 'people'"));
        assertEquals("2", server().sql("phonebook", "select length(lo_get(4711))"));
        assertEquals("1", server().sql("phonebook", "select more -> 'a' from own.people where name = 'Ärger'"));
        assertEquals(
                "i de-u-co-phonebk",
                server().sql(
                                "phonebook",
                                "select datlocprovider::text || ' ' || coalesce(to_jsonb(d) ->> 'daticulocale',"
                                        + " to_jsonb(d) ->> 'datlocale') from pg_database d where datname ="
                                        + " current_database()"));
    }

    @Test
    void a_dump_is_said_to_be_whole_or_why_it_is_not() throws IOException, InterruptedException {
        bench.dump(PostgresBench.dump(server().at("coder"), "coder.dump"));
        bench.postgres.expectWhole("coder.dump");
        Files.delete(folder.resolve("coder.dump.manifest.json"));
        bench.postgres.expectWhole("coder.dump");
        Files.writeString(folder.resolve("coder.dump"), "half");
        assertTrue(PostgresBench.failure(() -> bench.postgres.expectWhole("coder.dump"))
                .summary()
                .startsWith("coder.dump cannot be read as a dump"));
        assertEquals(
                "there is no dump gone.dump",
                PostgresBench.failure(() -> bench.postgres.expectWhole("gone.dump"))
                        .summary());
    }

    @Test
    void the_database_of_the_connection_itself_is_not_dropped() {
        Failure failure = PostgresBench.failure(
                () -> bench.postgres.drop(ConnectionSpec.directly(server().at("coder")), "coder"));
        assertTrue(failure.summary().contains("is not dropped"), failure::summary);
    }
}
