package dev.runbook.provider.postgres;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connection parameters that libpq knows, and the variables of the environment that stand in for them. */
final class ConninfoKeywords {
    private static final Map<String, String> VARIABLES = variables();

    /** Those that no variable stands in for. */
    private static final List<String> OTHERS = List.of(
            "fallback_application_name",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "sslpassword",
            "sslkeylogfile",
            "replication",
            "tty");

    private ConninfoKeywords() {}

    static Optional<String> variable(String keyword) {
        return Optional.ofNullable(VARIABLES.get(keyword));
    }

    /** The keywords and their variables, in libpq's order. */
    static Map<String, String> withVariables() {
        return VARIABLES;
    }

    static boolean known(String keyword) {
        return VARIABLES.containsKey(keyword) || OTHERS.contains(keyword);
    }

    private static Map<String, String> variables() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("service", "PGSERVICE");
        all.put("user", "PGUSER");
        all.put("password", "PGPASSWORD");
        all.put("passfile", "PGPASSFILE");
        all.put("dbname", "PGDATABASE");
        all.put("host", "PGHOST");
        all.put("hostaddr", "PGHOSTADDR");
        all.put("port", "PGPORT");
        all.put("connect_timeout", "PGCONNECT_TIMEOUT");
        all.put("client_encoding", "PGCLIENTENCODING");
        all.put("options", "PGOPTIONS");
        all.put("application_name", "PGAPPNAME");
        all.put("channel_binding", "PGCHANNELBINDING");
        all.put("sslmode", "PGSSLMODE");
        all.put("sslnegotiation", "PGSSLNEGOTIATION");
        all.put("sslcompression", "PGSSLCOMPRESSION");
        all.put("sslcert", "PGSSLCERT");
        all.put("sslkey", "PGSSLKEY");
        all.put("sslcertmode", "PGSSLCERTMODE");
        all.put("sslrootcert", "PGSSLROOTCERT");
        all.put("sslcrl", "PGSSLCRL");
        all.put("sslcrldir", "PGSSLCRLDIR");
        all.put("sslsni", "PGSSLSNI");
        all.put("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION");
        all.put("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION");
        all.put("requirepeer", "PGREQUIREPEER");
        all.put("require_auth", "PGREQUIREAUTH");
        all.put("gssencmode", "PGGSSENCMODE");
        all.put("krbsrvname", "PGKRBSRVNAME");
        all.put("gsslib", "PGGSSLIB");
        all.put("gssdelegation", "PGGSSDELEGATION");
        all.put("target_session_attrs", "PGTARGETSESSIONATTRS");
        all.put("load_balance_hosts", "PGLOADBALANCEHOSTS");
        return Collections.unmodifiableMap(all);
    }
}
