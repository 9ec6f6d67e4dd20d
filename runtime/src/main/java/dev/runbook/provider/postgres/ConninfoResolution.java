package dev.runbook.provider.postgres;

import dev.runbook.port.Workspace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Completes a connection string as libpq does: from the service, the environment, the password file and the defaults.
 *
 * @param files reads pg_service.conf and the password file
 * @param environment of the operator
 */
record ConninfoResolution(Workspace files, Map<String, String> environment) {
    private static final String HOST = "host";

    Conninfo complete(Conninfo given) {
        Map<String, String> all = new LinkedHashMap<>();
        given.keywords().keySet().stream()
                .filter(keyword -> given.get(keyword).isPresent())
                .forEach(keyword -> all.put(keyword, given.keywords().get(keyword)));
        Optional<String> service = given.get("service").or(() -> variable("PGSERVICE"));
        service.ifPresent(name -> service(name).forEach(all::putIfAbsent));
        all.remove("service");
        ConninfoKeywords.withVariables().forEach((keyword, variable) -> {
            if (!keyword.equals("service")) {
                variable(variable).ifPresent(value -> all.putIfAbsent(keyword, value));
            }
        });
        if (!all.containsKey("hostaddr")) {
            all.putIfAbsent(HOST, "localhost");
        }
        all.putIfAbsent("user", environment.getOrDefault("USER", System.getProperty("user.name", "")));
        all.putIfAbsent(Conninfo.DATABASE, all.getOrDefault("user", ""));
        refuseSocket(all.getOrDefault(HOST, ""));
        Conninfo complete = new Conninfo(all);
        return complete.get(Conninfo.PASSWORD).isPresent()
                ? complete
                : password(complete)
                        .map(password -> complete.with(Conninfo.PASSWORD, password))
                        .orElse(complete);
    }

    private static void refuseSocket(String host) {
        if (host.startsWith("/") || host.startsWith("@")) {
            throw PostgresFailures.of(
                    "the database is named by a socket, " + host + ", and runbook reaches PostgreSQL over TCP only",
                    "Give host=localhost, or the server's name.");
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private Map<String, String> service(String name) {
        List<String> candidates = serviceFiles();
        for (String file : candidates) {
            Optional<Map<String, String>> found = read(file).flatMap(text -> ServiceFile.find(text, name));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw PostgresFailures.of(
                "there is no service \"" + name + "\" in " + String.join(" or ", candidates),
                "Add a section [" + name + "] there, or name another file with PGSERVICEFILE.",
                "For a database of that name on the default server, write dbname=" + name + ".");
    }

    private List<String> serviceFiles() {
        String own = variable("PGSERVICEFILE").orElseGet(() -> home() + "/.pg_service.conf");
        String shared = variable("PGSYSCONFDIR").orElse("/etc/postgresql-common") + "/pg_service.conf";
        return List.of(own, shared);
    }

    private Optional<String> password(Conninfo complete) {
        String file = complete.get("passfile").orElseGet(() -> home() + "/.pgpass");
        String host = complete.get(HOST).or(() -> complete.get("hostaddr")).orElse("");
        return read(file)
                .flatMap(text -> PassFile.find(
                        text,
                        host,
                        complete.get("port").orElse("5432"),
                        complete.database(),
                        complete.get("user").orElse("")));
    }

    private String home() {
        return environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    }

    private Optional<String> read(String file) {
        try {
            return files.exists(file)
                    ? Optional.of(new String(files.read(file), java.nio.charset.StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            throw PostgresFailures.of(file + " cannot be read: " + e.getMessage(), "Check that you may read it.");
        }
    }
}
