package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.port.NamespacedKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many objects of a kind cost a few questions, and whoever may not list them gets them all the same. */
class CrowdReaderTest {
    private static final ClusterReader.Kind MAP = new ClusterReader.Kind("v1", "ConfigMap", "configmaps", true);
    private static final ClusterReader.Kind SECRET = new ClusterReader.Kind("v1", "Secret", "secrets", true);

    private boolean listable = true;
    private int gets;
    private int lists;
    private String selector = "";

    /** A hundred objects of each kind. */
    private final class Hundred implements ClusterReader {
        @Override
        public Optional<KubeObject> get(Kind kind, String namespace, String name) {
            gets++;
            return name.equals("none") ? Optional.empty() : Optional.of(object(name));
        }

        @Override
        public List<KubeObject> list(Kind kind, String namespace, String labels) {
            lists++;
            selector = labels;
            if (!listable) {
                throw new Failed(Failure.of(FailureClass.Forbidden, "no"));
            }
            return IntStream.range(0, 100).mapToObj(i -> object("n" + i)).toList();
        }

        @Override
        public List<String> events(String namespace, String name, String uid) {
            return List.of();
        }

        @Override
        public Kind kind(String written) {
            return MAP;
        }

        @Override
        public Optional<Kind> kind(String apiVersion, String kind) {
            return Optional.of(MAP);
        }

        @Override
        public List<Kind> customKinds() {
            return List.of();
        }
    }

    private static KubeObject object(String name) {
        return new KubeObject(Map.of("metadata", Map.of("name", name)));
    }

    private void readAll(ClusterReader.Kind kind) throws InterruptedException {
        CrowdReader reader = new CrowdReader(new Hundred());
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    "n" + i, reader.get(kind, "shop", "n" + i).orElseThrow().name());
        }
        assertEquals(Optional.empty(), reader.get(kind, "shop", "none"));
    }

    @Test
    void many_objects_are_read_at_once() throws Exception {
        readAll(MAP);
        assertEquals(20, gets);
        assertEquals(1, lists);
        assertEquals("", selector);
    }

    @Test
    void of_many_that_are_expected_none_is_read_by_itself() throws Exception {
        CrowdReader reader = new CrowdReader(new Hundred());
        reader.expect(new NamespacedKind(MAP, "shop"), 100);
        reader.expect(new NamespacedKind(SECRET, "shop"), 20);
        assertTrue(reader.get(MAP, "shop", "n7").isPresent());
        assertTrue(reader.get(SECRET, "shop", "n7").isPresent());
        assertEquals(1, lists);
        assertEquals(1, gets);
    }

    @Test
    void helm_s_own_records_are_not_read_with_the_secrets() throws Exception {
        readAll(SECRET);
        assertEquals("owner!=helm", selector);
        assertEquals(21, gets, "a secret that is in no list may be a record");
    }

    @Test
    void who_may_not_list_reads_one_by_one() throws Exception {
        listable = false;
        readAll(MAP);
        assertEquals(101, gets);
        assertEquals(1, lists);
    }
}
