package dev.runbook.provider.postgres.adapter;

import dev.runbook.language.value.SemanticVersion;
import dev.runbook.provider.postgres.Databases.Client;
import dev.runbook.provider.postgres.Databases.Server;
import dev.runbook.provider.postgres.Databases.Session;
import dev.runbook.provider.postgres.Databases.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session over JDBC. */
final class JdbcSession implements Session {
    private final Sql sql;

    JdbcSession(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Server server() throws InterruptedException {
        return sql.one(
                """
                select current_setting('server_version_num')::int, current_user, r.rolsuper,
                       (select min(m.rolname::text) from pg_roles m
                         where m.rolname in ('rds_superuser', 'cloudsqlsuperuser', 'azure_pg_admin')
                           and pg_has_role(current_user, m.oid, 'MEMBER')),
                       r.rolcreatedb, pg_is_in_recovery()
                  from pg_roles r where r.rolname = current_user""",
                row -> new Server(
                        version(row.getInt(1)),
                        row.getString(2),
                        row.getBoolean(3),
                        Optional.ofNullable(row.getString(4)),
                        row.getBoolean(5),
                        row.getBoolean(6)));
    }

    /** 150014 is 15.14; before 10, 90624 was 9.6.24. */
    private static SemanticVersion version(int number) {
        String text = number >= 100_000
                ? number / 10_000 + "." + number % 10_000
                : number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
        return SemanticVersion.parse(text).orElseThrow();
    }

    @Override
    public long bytes() throws InterruptedException {
        return sql.one("select pg_database_size(current_database())", row -> row.getLong(1));
    }

    /** Those that pg_dump writes rows of: no views, no foreign tables, none that an extension brings itself. */
    @Override
    public List<Table> tables() throws InterruptedException {
        return sql.query("""
                select n.nspname, c.relname, pg_table_size(c.oid)
                  from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind = 'r' and c.relpersistence <> 't'
                   and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
                   and not exists (select 1 from pg_depend d
                                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
                 order by 3 desc, 1, 2""", row -> new Table(row.getString(1), row.getString(2), row.getLong(3)));
    }

    @Override
    public String shareSnapshot() throws InterruptedException {
        sql.holdStill();
        String name = sql.one("select pg_export_snapshot()", row -> row.getString(1));
        sql.guard();
        return name;
    }

    @Override
    public long rows(Table table) throws InterruptedException {
        return sql.one(
                "select count(*) from only " + quoted(table.schema()) + "." + quoted(table.name()),
                row -> row.getLong(1));
    }

    @Override
    public void analyze() throws InterruptedException {
        sql.execute("analyze");
    }

    @Override
    public boolean exists(String database) throws InterruptedException {
        return !sql.query("select 1 from pg_database where datname = ?", row -> row.getInt(1), database)
                .isEmpty();
    }

    @Override
    public Optional<Long> oid(String database) throws InterruptedException {
        return sql
                .query("select oid::bigint from pg_database where datname = ?", row -> row.getLong(1), database)
                .stream()
                .findFirst();
    }

    @Override
    public Optional<String> named(long oid) throws InterruptedException {
        return sql
                .query(
                        "select datname from pg_database where oid::bigint = ?::bigint",
                        row -> row.getString(1),
                        String.valueOf(oid))
                .stream()
                .findFirst();
    }

    @Override
    public List<String> beginningWith(String prefix) throws InterruptedException {
        return sql.query(
                "select datname from pg_database where starts_with(datname, ?) order by 1",
                row -> row.getString(1),
                prefix);
    }

    @Override
    public List<Client> clients(String database) throws InterruptedException {
        return sql.query(
                """
                select coalesce(nullif(application_name, ''), 'a program without a name'), coalesce(usename::text, ''),
                       coalesce(host(client_addr), 'the server itself'), count(*)
                  from pg_stat_activity
                 where datname = ? and pid <> pg_backend_pid() and backend_type = 'client backend'
                 group by 1, 2, 3 order by 4 desc, 1, 2, 3""", row -> new Client(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)), database);
    }

    @Override
    public void disconnect(String database) throws InterruptedException {
        sql.query("""
                select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = ? and pid <> pg_backend_pid() and backend_type = 'client backend'""", row -> row.getBoolean(1), database);
    }

    @Override
    public void create(String fresh, String like) throws InterruptedException {
        if (!exists(like)) {
            sql.execute("create database " + quoted(fresh) + " template template0");
            return;
        }
        for (String statement : DatabaseProperties.statements(sql, fresh, like)) {
            sql.execute(statement);
        }
    }

    @Override
    public void swap(String current, String fresh, Optional<String> kept) throws InterruptedException {
        List<String> renames = new ArrayList<>();
        kept.ifPresent(name -> renames.add(rename(current, name)));
        renames.add(rename(fresh, current));
        sql.together(renames);
    }

    private static String rename(String from, String to) {
        return "alter database " + quoted(from) + " rename to " + quoted(to);
    }

    @Override
    public void drop(String database) throws InterruptedException {
        sql.execute("drop database " + quoted(database));
    }

    /** A name as SQL takes it, whatever it holds. */
    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        sql.close();
    }
}
