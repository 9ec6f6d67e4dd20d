package dev.runbook.rehearsal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoreTest {
    private final ResourceType configMaps = new ResourceTypes().known("v1", "ConfigMap");
    private final Store store = new Store(3);

    @Test
    void every_write_gets_the_next_version_and_leaves_a_change() {
        ObjectNode first = put("a", "one");
        ObjectNode second = put("a", "two");
        store.remove(key("a"), second);

        assertEquals("2", Meta.resourceVersion(first));
        assertEquals("3", Meta.resourceVersion(second));
        List<ObjectEvent> changes = store.since(1);
        assertEquals(
                List.of(ObjectEvent.EventType.ADDED, ObjectEvent.EventType.MODIFIED, ObjectEvent.EventType.DELETED),
                changes.stream().map(ObjectEvent::kind).toList());
        assertEquals(first, changes.get(1).before());
        assertEquals("4", Meta.resourceVersion(changes.get(2).after()));
        assertTrue(store.get(key("a")).isEmpty());
    }

    @Test
    void a_version_that_fell_out_of_the_window_is_expired() {
        for (String value : List.of("1", "2", "3", "4")) {
            put("a", value);
        }
        assertEquals(3, store.since(2).size());
        ApiError expired = assertThrows(ApiError.class, () -> store.since(1));
        assertEquals(410, expired.code());
        assertEquals("too old resource version: 1 (2)", expired.getMessage());
    }

    @Test
    void a_list_is_in_order_and_knows_its_version() {
        put("b", "x");
        put("a", "x");
        ListSnapshot snapshot = store.list(configMaps, "default");
        assertEquals(
                List.of("a", "b"), snapshot.objects().stream().map(Meta::name).toList());
        assertEquals(3, snapshot.version());
        assertTrue(store.list(configMaps, "other").objects().isEmpty());
    }

    @Test
    void whoever_waits_is_woken_by_a_change_and_by_the_end() throws Exception {
        CountDownLatch woken = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    store.await(1, Duration.ofMinutes(1));
                    woken.countDown();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        put("a", "x");
        assertTrue(woken.await(5, TimeUnit.SECONDS));
        store.close();
        store.await(store.version(), Duration.ofMinutes(1));
    }

    private ObjectNode put(String name, String value) {
        ObjectNode object = JsonTrees.object();
        object.putObject("metadata").put("name", name).put("namespace", "default");
        object.putObject("data").put("value", value);
        return store.put(key(name), object);
    }

    private ObjectKey key(String name) {
        return configMaps.key("default", name);
    }
}
