package dev.runbook.rehearsal.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.rehearsal.api.JsonTrees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helm looks for its objects in the groups that charts use, and in all where that is not enough. */
class DiscoveryCacheTest {
    private static final List<String> ALL = List.of("", "apps", "monitoring.coreos.com", "storage.k8s.io");
    private static final List<String> USUAL = List.of("", "apps");

    private DiscoveryCache cache;
    private Path server;
    private Path list;

    @BeforeEach
    void read(@TempDir Path folder) throws IOException {
        cache = DiscoveryCache.in(folder);
        server = Files.createDirectories(folder.resolve("discovery/127.0.0.1_4711/a1b2"));
        list = server.resolve("servergroups.json");
        helmWrites();
    }

    @Test
    void the_list_is_short_once_the_templates_are_rendered() throws IOException {
        ask("version", "version", "api", "apis");
        assertEquals(ALL, groups());
        ask("openapi/v3");
        assertEquals(USUAL, groups());
        try (var files = Files.list(server)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void it_has_the_groups_of_the_release_where_helm_has_read_that() throws IOException {
        ask("version");
        record("demo", "storage.k8s.io/v1");
        ask("api", "apis", "openapi/v3");
        assertEquals(List.of("", "storage.k8s.io"), groups());
    }

    @Test
    void two_releases_need_what_both_have() throws IOException {
        record("demo", "storage.k8s.io/v1");
        record("other", "monitoring.coreos.com/v1");
        ask("version", "api", "apis", "openapi/v3");
        assertEquals(List.of("", "monitoring.coreos.com", "storage.k8s.io"), groups());
    }

    @Test
    void secrets_that_are_no_records_tell_nothing() throws IOException {
        cache.answered("one", "{\"kind\":\"Secret\",\"data\":{\"release\":\"c2VjcmV0\"}}".getBytes(UTF_8));
        cache.answered("two", "{\"type\":\"helm.sh/release.v1\",\"data\":{\"release\":\"c2VjcmV0\"}}".getBytes(UTF_8));
        cache.answered("three", "no JSON".getBytes(UTF_8));
        ask("version", "api", "apis", "openapi/v3");
        assertEquals(USUAL, groups());
    }

    @Test
    void objects_that_templates_look_up_are_no_end_of_them() throws IOException {
        ask("version", "api", "apis");
        cache.works();
        ask("openapi/v3");
        assertEquals(USUAL, groups());
    }

    @Test
    void helm_that_misses_a_group_keeps_all_of_them_from_then_on() throws IOException {
        ask("version", "api", "apis", "openapi/v3", "api", "apis");
        helmWrites();
        ask("openapi/v3");
        assertEquals(ALL, groups());
        ask("version", "api", "apis", "openapi/v3");
        assertEquals(ALL, groups());
    }

    @Test
    void helm_that_asks_anew_while_it_waits_has_missed_nothing() throws IOException {
        ask("version", "api", "apis", "openapi/v3");
        cache.works();
        ask("api", "apis");
        helmWrites();
        ask("version", "api", "apis", "openapi/v3");
        assertEquals(USUAL, groups());
    }

    @Test
    void a_helm_that_keeps_nothing_there_is_left_alone() throws IOException {
        Files.delete(list);
        ask("version", "apis", "openapi/v3");
        Files.delete(server);
        ask("version", "apis", "openapi/v3");
        DiscoveryCache.none().asks(List.of("openapi", "v3"));
    }

    private void ask(String... paths) {
        for (String path : paths) {
            cache.asks(List.of(path.split("/")));
        }
    }

    /** Helm reads its record of a release with one object. */
    private void record(String release, String apiVersion) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"manifest\":\"---\\napiVersion: %s\\nkind: Thing\\n\"}"
                    .formatted(apiVersion)
                    .getBytes(UTF_8));
        }
        byte[] once = Base64.getEncoder().encode(packed.toByteArray());
        cache.answered(
                "labelSelector=name=" + release,
                "{\"kind\":\"SecretList\",\"items\":[{\"type\":\"helm.sh/release.v1\",\"data\":{\"release\":\"%s\"}}]}"
                        .formatted(Base64.getEncoder().encodeToString(once))
                        .getBytes(UTF_8));
    }

    private void helmWrites() throws IOException {
        Files.writeString(list, """
                {"kind":"APIGroupList","apiVersion":"v1","groups":[%s]}""".formatted(String.join(
                ",",
                ALL.stream().map("{\"name\":\"%s\",\"versions\":[]}"::formatted).toList())));
    }

    private List<String> groups() throws IOException {
        List<String> names = new ArrayList<>();
        JsonTrees.read(Files.readAllBytes(list))
                .path("groups")
                .forEach(group -> names.add(JsonTrees.text(group, "name")));
        return names;
    }
}
