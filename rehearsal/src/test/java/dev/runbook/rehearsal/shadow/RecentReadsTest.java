package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What helm reads several times in a row, and of many objects one after the other, is asked of the server seldom. */
class RecentReadsTest {
    private static final ResourceAddress MAPS = new ResourceAddress("", "v1", "configmaps", "shop", "", "");
    private static final ResourceAddress SECRETS = new ResourceAddress("", "v1", "secrets", "shop", "", "");
    private static final String ITEM =
            "{\"metadata\":{\"name\":\"n%1$d\",\"namespace\":\"shop\",\"resourceVersion\":\"%1$d\"}}";

    private final List<String> asked = new ArrayList<>();
    private boolean listable = true;

    private LiveServer.ServerReply server(LiveServer.ServerRequest request) {
        String target = request.target();
        asked.add(target);
        String path = target.replaceFirst("\\?.*", "");
        if (!path.endsWith("s")) {
            return reply(
                    200,
                    "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\""
                            + path.substring(path.lastIndexOf('/') + 1) + "\"}}");
        }
        if (!listable) {
            return reply(403, "{\"kind\":\"Status\",\"code\":403}");
        }
        boolean first = !target.contains("continue=");
        String items = IntStream.range(0, 60)
                .mapToObj(ITEM::formatted)
                .skip(first ? 0 : 30)
                .limit(30)
                .collect(Collectors.joining(","));
        return reply(
                200,
                "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{%s},\"items\":[%s]}"
                        .formatted(first ? "\"continue\":\"more\"" : "", items));
    }

    private static LiveServer.ServerReply reply(int code, String body) {
        return new LiveServer.ServerReply(code, "application/json", List.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private final RecentReads reads = new RecentReads(new DryRunGate(this::server));

    private LiveServer.ServerReply read(ResourceAddress where, String name) throws InterruptedException {
        return reads.read(where.named(name), Sender.SELF);
    }

    @Test
    void what_was_read_a_moment_ago_is_not_read_again() throws Exception {
        read(MAPS, "n1");
        read(MAPS, "n1");
        reads.read(MAPS.named("n1"), new Sender(Map.of("Impersonate-User", List.of("other")), "helm"));
        assertEquals(List.of("/api/v1/namespaces/shop/configmaps/n1", "/api/v1/namespaces/shop/configmaps/n1"), asked);
    }

    @Test
    void of_many_objects_all_are_read_at_once() throws Exception {
        for (int i = 0; i < 60; i++) {
            LiveServer.ServerReply reply = read(MAPS, "n" + i);
            assertEquals("n" + i, JsonTrees.text(JsonTrees.read(reply.body()), "metadata", "name"));
            assertTrue(new String(reply.body(), StandardCharsets.UTF_8)
                    .startsWith("{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\""));
        }
        assertEquals(22, asked.size(), asked.toString());
        assertEquals(200, read(MAPS, "other").code());
        assertTrue(asked.getLast().endsWith("/other"), "what is in no list may have come since: " + asked);
    }

    @Test
    void helm_s_own_records_are_not_read_with_the_secrets() throws Exception {
        for (int i = 0; i < 30; i++) {
            read(SECRETS, "n" + i);
        }
        assertTrue(
                asked.stream().anyMatch(target -> target.contains("labelSelector=owner%21%3Dhelm")), asked.toString());
    }

    @Test
    void who_may_not_list_reads_one_by_one() throws Exception {
        listable = false;
        for (int i = 0; i < 60; i++) {
            assertEquals(200, read(MAPS, "n" + i).code());
        }
        assertEquals(61, asked.size(), asked.toString());
    }
}
