package dev.runbook.provider.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads libpq's URL: {@code postgresql://[user[:password]@][host[:port],…][/database][?keyword=value&…]}. */
final class ConninfoUrl {
    private final String what;
    private final Map<String, String> keywords = new LinkedHashMap<>();

    private ConninfoUrl(String what) {
        this.what = what;
    }

    static Map<String, String> read(String url, String what) {
        ConninfoUrl reading = new ConninfoUrl(what);
        reading.all(url.substring(url.indexOf("://") + 3));
        return reading.keywords;
    }

    private void all(String rest) {
        int query = rest.indexOf('?');
        String place = query < 0 ? rest : rest.substring(0, query);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        String database = slash < 0 ? "" : place.substring(slash + 1);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            user(authority.substring(0, at));
        }
        hosts(authority.substring(at + 1));
        put(Conninfo.DATABASE, database);
        if (query >= 0) {
            parameters(rest.substring(query + 1));
        }
    }

    private void user(String text) {
        int colon = text.indexOf(':');
        put("user", colon < 0 ? text : text.substring(0, colon));
        if (colon >= 0) {
            put(Conninfo.PASSWORD, text.substring(colon + 1));
        }
    }

    private void hosts(String text) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            int closing = one.lastIndexOf(']');
            int colon = one.indexOf(':', Math.max(closing, 0));
            String host = colon < 0 ? one : one.substring(0, colon);
            hosts.add(host.startsWith("[") ? host.substring(1, Math.max(1, host.length() - 1)) : decoded(host));
            ports.add(colon < 0 ? "" : one.substring(colon + 1));
        }
        putPlain("host", String.join(",", hosts));
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            putPlain("port", String.join(",", ports));
        }
    }

    private void parameters(String text) {
        for (String one : text.split("&", -1)) {
            int equals = one.indexOf('=');
            if (equals < 0) {
                throw Conninfo.unreadable(what, "a parameter after the \"?\" has no \"=\"");
            }
            String keyword = decoded(one.substring(0, equals));
            String value = one.substring(equals + 1);
            if (keyword.equals("ssl") && value.equals("true")) {
                put("sslmode", "require");
            } else {
                put(keyword, value);
            }
        }
    }

    private void put(String keyword, String encoded) {
        putPlain(keyword, decoded(encoded));
    }

    private void putPlain(String keyword, String value) {
        if (!value.isEmpty()) {
            keywords.put(keyword, value);
        }
    }

    /** A plus is a plus: only the percent sign means something. */
    private String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Conninfo.unreadable(what, "a percent sign has no two hexadecimal digits after it");
        }
    }
}
