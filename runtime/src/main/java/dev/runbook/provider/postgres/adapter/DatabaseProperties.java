package dev.runbook.provider.postgres.adapter;

import java.util.ArrayList;
import java.util.List;

/** The statements that make a database like another one: what pg_dump leaves out because it is no part of the content. */
final class DatabaseProperties {
    private DatabaseProperties() {}

    /** The server writes the statements itself, so that it also quotes every name and value itself. */
    static List<String> statements(Sql sql, String fresh, String like) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (String question : List.of(CREATION, RIGHTS, GRANTS, SETTINGS, COMMENT)) {
            all.addAll(sql.query(question, row -> row.getString(1), fresh, like));
        }
        return all;
    }

    /** Later versions have further columns, which are asked for by way of JSON. */
    private static final String CREATION = """
            with the (fresh, original) as (values (?, ?))
            select format('create database %I template template0 owner %I encoding %L lc_collate %L lc_ctype %L',
                          fresh, pg_get_userbyid(d.datdba), pg_encoding_to_char(d.encoding), d.datcollate, d.datctype)
                   || case when to_jsonb(d) ->> 'datlocprovider' = 'i'
                           then format(' locale_provider icu icu_locale %L',
                                       coalesce(to_jsonb(d) ->> 'daticulocale', to_jsonb(d) ->> 'datlocale'))
                                || case when to_jsonb(d) ->> 'daticurules' is null then ''
                                        else format(' icu_rules %L', to_jsonb(d) ->> 'daticurules') end
                           when to_jsonb(d) ->> 'datlocprovider' = 'b'
                           then format(' locale_provider builtin builtin_locale %L', to_jsonb(d) ->> 'datlocale')
                           else '' end
                   || format(' connection limit %s', d.datconnlimit)
              from the, pg_database d where d.datname = original""";

    private static final String RIGHTS = """
            with the (fresh, original) as (values (?, ?))
            select format('revoke all on database %I from public', fresh)
              from the, pg_database d where d.datname = original and d.datacl is not null""";

    private static final String GRANTS = """
            with the (fresh, original) as (values (?, ?))
            select format('grant %s on database %I to %s%s', a.privilege_type, fresh,
                          case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
                          case when a.is_grantable then ' with grant option' else '' end)
              from the, pg_database d, aclexplode(d.datacl) a where d.datname = original""";

    /** The values of these settings are lists, which are kept in the form in which SET takes them. */
    private static final String SETTINGS = """
            with the (fresh, original) as (values (?, ?))
            select format('alter %s set %I to %s',
                          case when s.setrole = 0 then format('database %I', fresh)
                               else format('role %I in database %I', pg_get_userbyid(s.setrole), fresh) end,
                          split_part(c, '=', 1),
                          case when split_part(c, '=', 1) in ('search_path', 'local_preload_libraries',
                                    'session_preload_libraries', 'temp_tablespaces')
                               then substr(c, strpos(c, '=') + 1)
                               else quote_literal(substr(c, strpos(c, '=') + 1)) end)
              from the, pg_database d, pg_db_role_setting s, unnest(s.setconfig) c
             where d.datname = original and s.setdatabase = d.oid""";

    private static final String COMMENT = """
            with the (fresh, original) as (values (?, ?))
            select format('comment on database %I is %L', fresh, shobj_description(d.oid, 'pg_database'))
              from the, pg_database d
             where d.datname = original and shobj_description(d.oid, 'pg_database') is not null""";
}
