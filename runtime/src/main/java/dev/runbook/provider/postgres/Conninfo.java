package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a database is and how to connect, by libpq's keywords, in the order in which they were written. */
public record Conninfo(Map<String, String> keywords) {
    static final String DATABASE = "dbname";
    static final String PASSWORD = "password";
    private static final String HOST = "host";

    public Conninfo {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    /**
     * Reads what libpq reads: a URL or a string of keywords; a single word is the name of a service.
     *
     * @param what how a message calls the text, which it never shows
     */
    public static Conninfo parse(String text, String what) {
        String stripped = text.strip();
        Map<String, String> read;
        if (stripped.startsWith("postgres://") || stripped.startsWith("postgresql://")) {
            read = ConninfoUrl.read(stripped, what);
        } else if (stripped.contains("=")) {
            read = ConninfoText.read(stripped, what);
        } else if (stripped.matches("[^\\s:/@]+")) {
            read = Map.of("service", stripped);
        } else {
            throw unreadable(what, "it is not a URL, keywords or the name of a service");
        }
        read.keySet().stream()
                .filter(keyword -> !ConninfoKeywords.known(keyword))
                .findFirst()
                .ifPresent(keyword -> {
                    throw unreadable(what, "libpq has no parameter \"" + keyword + "\"");
                });
        return new Conninfo(read);
    }

    static Failed unreadable(String what, String why) {
        return PostgresFailures.of(
                what + " does not say how to connect: " + why,
                "Give a URL such as postgres://user:password@host:5432/database?sslmode=verify-full, keywords such as "
                        + "\"host=db.example.com dbname=coder user=coder\", or the name of a service of "
                        + "pg_service.conf. In a URL, write %40 for @, %2F for / and %25 for % in names and passwords.");
    }

    /** The value of a keyword; an empty one counts as left out, as for libpq. */
    public Optional<String> get(String keyword) {
        return Optional.ofNullable(keywords.get(keyword)).filter(value -> !value.isEmpty());
    }

    Conninfo with(String keyword, String value) {
        Map<String, String> changed = new LinkedHashMap<>(keywords);
        changed.put(keyword, value);
        return new Conninfo(changed);
    }

    Conninfo without(String keyword) {
        Map<String, String> fewer = new LinkedHashMap<>(keywords);
        fewer.remove(keyword);
        return new Conninfo(fewer);
    }

    /** As an argument of PostgreSQL's programs: everything but what is secret. */
    String argument() {
        return without(PASSWORD).without("sslpassword").keywords().entrySet().stream()
                .map(e -> e.getKey() + "=" + quoted(e.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String value) {
        return value.matches("[\\w./:@%+,-]+")
                ? value
                : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** The name of the database, as far as the text says it. */
    public String database() {
        return get(DATABASE)
                .or(() -> get("service").map(service -> "of service " + service))
                .or(() -> get("user"))
                .orElse("of the environment");
    }

    /** For people: {@code database coder at db.example.com:5432}. */
    public String shown() {
        String host = get(HOST).or(() -> get("hostaddr")).orElse("");
        String port = get("port").map(p -> ":" + p).orElse("");
        return "database " + database() + (host.isEmpty() ? "" : " at " + host + port);
    }

    @Override
    public String toString() {
        return shown();
    }
}
