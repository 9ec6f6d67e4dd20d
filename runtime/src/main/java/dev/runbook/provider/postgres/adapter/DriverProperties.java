package dev.runbook.provider.postgres.adapter;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What pgjdbc needs to connect. */
record DriverProperties(String url, Properties properties) {
    /** libpq's keyword, and pgjdbc's property of the same meaning. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("user", "user"),
            Map.entry("password", "password"),
            Map.entry("options", "options"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("connect_timeout", "connectTimeout"));

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    static DriverProperties of(Map<String, String> keywords) {
        Properties properties = new Properties();
        // Less than libpq's own patience, which is endless: a server that is away is said to be.
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "runbook");
        // A pooler in between may give each transaction another server process.
        properties.setProperty("prepareThreshold", "0");
        SAME.forEach((keyword, property) -> {
            if (keywords.containsKey(keyword)) {
                properties.setProperty(property, keywords.getOrDefault(keyword, ""));
            }
        });
        if (keywords.getOrDefault("sslrootcert", "").equals("system")) {
            properties.remove("sslrootcert");
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        String address = keywords.getOrDefault("hostaddr", "");
        if (keywords.containsKey("host") && !address.isEmpty() && !address.contains(",")) {
            // The name is what the server's certificate is checked for.
            properties.setProperty("socketFactory", FixedAddressSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", address);
        }
        String servers = SERVER_TYPES.get(keywords.getOrDefault("target_session_attrs", ""));
        if (servers != null) {
            properties.setProperty("targetServerType", servers);
        }
        String database = keywords.getOrDefault("dbname", "");
        return new DriverProperties("jdbc:postgresql://" + hosts(keywords) + "/" + encoded(database), properties);
    }

    private static String hosts(Map<String, String> keywords) {
        String address = keywords.getOrDefault("hostaddr", "");
        String named = address.contains(",") ? address : keywords.getOrDefault("host", address);
        List<String> hosts = List.of((named.isEmpty() ? "localhost" : named).split(",", -1));
        List<String> ports = List.of(keywords.getOrDefault("port", "").split(",", -1));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            String port = ports.size() == 1 ? ports.getFirst() : i < ports.size() ? ports.get(i) : "";
            String host = hosts.get(i).contains(":") ? "[" + hosts.get(i) + "]" : hosts.get(i);
            all.add(host + ":" + (port.isEmpty() ? "5432" : port));
        }
        return String.join(",", all);
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The properties hold the password. */
    @Override
    public String toString() {
        return url;
    }
}
