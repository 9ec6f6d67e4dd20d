package dev.runbook.provider.postgres;

import static dev.runbook.language.signature.Effect.DESTRUCTIVE;
import static dev.runbook.language.signature.Effect.ONCE;
import static dev.runbook.language.signature.Facet.DATABASE;
import static dev.runbook.language.signature.Facet.FILES;
import static dev.runbook.language.signature.Facet.PROGRAMS;
import static dev.runbook.language.signature.NamedPath.TREE;
import static dev.runbook.language.signature.SignatureBuilder.action;
import static dev.runbook.language.signature.SignatureBuilder.lookup;
import static dev.runbook.language.signature.SignatureBuilder.member;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.SECRET;
import static dev.runbook.language.signature.Type.Basic.TEXT;
import static dev.runbook.language.signature.Type.Basic.VERSION;

import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.SignatureBuilder;
import dev.runbook.language.signature.Type;
import java.util.List;
import java.util.stream.Stream;

/** What runbooks ask of PostgreSQL and have it do. */
public final class PostgresSignatures {
    private static final Type ASKED = Type.Basic.DATABASE;
    private static final String FIRST = "database";
    private static final String CONNECTION =
            "Secret that says how to connect: a URL, libpq's keywords, or the name of a"
                    + " service of pg_service.conf";

    private PostgresSignatures() {}

    /** Every signature of PostgreSQL. */
    public static List<Signature> all() {
        return Stream.of(actions(), lookups(), members()).flatMap(List::stream).toList();
    }

    private static List<Signature> actions() {
        return List.of(dump(), restore(), drop());
    }

    private static Signature dump() {
        return through(action("postgres.dump").argument(FIRST, SECRET, CONNECTION))
                .requiredOption("to", TEXT, "File or folder of the dump; its owner alone can read it")
                .names(TREE)
                .option(
                        "in_pod",
                        BOOL,
                        "Run the pg_dump of the pod that through: leads to, so that the dump comes here compressed; the"
                                + " one of this machine when left out")
                .choice(
                        "format",
                        "One compressed file, or a folder with a file for each table; custom when left out",
                        "custom",
                        "directory")
                .option("jobs", INT, "How many tables are dumped at once; more than 1 needs the directory format")
                .choice(
                        "existing",
                        "What becomes of a dump of that name: it stays and the action fails, or it gets a number at"
                                + " its end; refuse when left out",
                        "refuse",
                        "set_aside")
                .option(
                        "count_rows",
                        BOOL,
                        "Count the rows of every table as pg_dump sees them, for a restore to compare; true when left"
                                + " out")
                .option(
                        "check_room",
                        BOOL,
                        "Fail at once when the disk has less room than the tables take; true when left out")
                .reads(DATABASE, FILES, PROGRAMS)
                .writes(FILES)
                .effect(ONCE)
                .about("Dumps a database with pg_dump. The file has its name only when it is complete and was read back"
                        + " with pg_restore --list; until then, and after a crash, its name ends in .partial. Beside it"
                        + " is NAME.manifest.json with its checksum and rows. The password is given to pg_dump by"
                        + " its environment, never as an argument.")
                .example("postgres.dump database, to: \"coder.dump\", existing: \"set_aside\"")
                .sign();
    }

    private static Signature restore() {
        return through(action("postgres.restore")
                        .argument(FIRST, SECRET, CONNECTION + "; the dump takes the place of this database"))
                .requiredOption("from", TEXT, "File or folder of the dump")
                .names(TREE)
                .option(
                        "keep_as",
                        TEXT,
                        "Name that the database gets which is there now; NAME_before_restore when left out, with a"
                                + " number where that is taken")
                .option(
                        "disconnect",
                        BOOL,
                        "Cut off whoever is connected; when left out, the action fails while somebody is")
                .option("jobs", INT, "How many tables are restored at once; 1 when left out")
                .reads(DATABASE, FILES, PROGRAMS)
                .writes(DATABASE)
                .effect(ONCE)
                .about("Restores a dump with pg_restore into a new database, compares it with the manifest of the dump,"
                        + " and then gives it the name of the database that is there now. That one is kept under"
                        + " another name. When anything fails, the database is as it was.")
                .example("postgres.restore database, from: \"coder.dump\"")
                .sign();
    }

    private static Signature drop() {
        return through(action("postgres.drop").argument(FIRST, SECRET, CONNECTION))
                .argument("name", TEXT, "Name of another database of the same server; one that is not there is fine")
                .reads(DATABASE)
                .writes(DATABASE)
                .effect(DESTRUCTIVE)
                .about("Drops a database, such as the one that a restore has kept. It refuses one that is in use, and"
                        + " the one that the connection itself names.")
                .example("postgres.drop database, \"coder_before_restore\"")
                .sign();
    }

    private static List<Signature> lookups() {
        return List.of(
                through(lookup("postgres").argument(FIRST, SECRET, CONNECTION))
                        .gives(ASKED)
                        .about("The database that a secret names, to ask things of. What libpq takes from the service,"
                                + " the environment, PGPASSFILE and ~/.pgpass is taken from there, too.")
                        .example("assert postgres(database).superuser?")
                        .sign(),
                lookup("postgres.pg_dump_version")
                        .gives(VERSION)
                        .reads(PROGRAMS)
                        .about("The version of the pg_dump on the PATH, which must not be older than the server's.")
                        .example("assert postgres.pg_dump_version.major >= 15")
                        .sign(),
                lookup("postgres.whole_dump?")
                        .argument("from", TEXT, "File or folder of a dump")
                        .names(TREE)
                        .gives(BOOL)
                        .reads(FILES, PROGRAMS)
                        .about(
                                "Whether a dump could be restored: it is there, is what its manifest says, and pg_restore"
                                        + " --list reads it. A no is a failure that says why.")
                        .example("assert postgres.whole_dump?(\"coder.dump\")")
                        .sign());
    }

    private static List<Signature> members() {
        return List.of(
                member(ASKED, "name")
                        .gives(TEXT)
                        .about("The name of the database, as the connection says it.")
                        .example("note postgres(database).name")
                        .sign(),
                asked("reachable?", BOOL)
                        .about("Whether the server answers. A login that it refuses is a failure, not a no.")
                        .example("wait up_to: 1.minute until postgres(database).reachable?")
                        .sign(),
                asked("superuser?", BOOL)
                        .about("Whether the user is a superuser, or a member of what a managed service has instead:"
                                + " rds_superuser, cloudsqlsuperuser or azure_pg_admin.")
                        .example("assert postgres(database).superuser?, \"the user must be a superuser\"")
                        .sign(),
                asked("superuser_role", TEXT)
                        .about("What makes the user a superuser: superuser, rds_superuser, cloudsqlsuperuser or"
                                + " azure_pg_admin; nil when nothing does.")
                        .example("note \"The user is #{postgres(database).superuser_role}\"")
                        .sign(),
                asked("version", VERSION)
                        .about("The version of the server, such as 15.14.")
                        .example("assert postgres(database).version >= \"13\"")
                        .sign(),
                asked("size", INT)
                        .about("The size of the database in bytes, indexes included.")
                        .example("note \"#{postgres(database).size} bytes\"")
                        .sign(),
                asked("connections", INT)
                        .about("How many connections of others the database has now.")
                        .example("wait up_to: 5.minutes until postgres(database).connections == 0")
                        .sign(),
                lookup(ASKED, "database?")
                        .argument("name", TEXT, "Name of a database")
                        .gives(BOOL)
                        .reads(DATABASE)
                        .about("Whether the server has a database of this name.")
                        .example("assert !postgres(database).database?(\"coder_before_restore\")")
                        .sign());
    }

    /** Where a database in the cluster is. */
    private static SignatureBuilder through(SignatureBuilder signature) {
        return signature
                .option(
                        "through",
                        TEXT,
                        "What a database in the cluster is reached through, such as service/timescale or"
                                + " pod/timescale-0: a port is forwarded into the pod, as kubectl port-forward does; reached"
                                + " directly when left out")
                .option("namespace", TEXT, "Namespace of what through: names; that of the runbook when left out");
    }

    private static SignatureBuilder asked(String name, Type result) {
        return lookup(ASKED, name).gives(result).reads(DATABASE);
    }
}
