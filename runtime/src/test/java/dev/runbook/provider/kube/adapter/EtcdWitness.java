package dev.runbook.provider.kube.adapter;

import dev.runbook.json.Json;
import dev.runbook.machine.time.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/**
 * Every key that the control plane's etcd has, and when it was written last: what no answer of an API server can hide. Other tests
 * work on the same control plane meanwhile, each in a namespace of its own.
 */
public final class EtcdWitness implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("etcd_port=(\\d+)");
    private static final Duration QUIET = Duration.ofMillis(400);
    /** What a control plane writes while nobody does anything. */
    private static final Pattern BY_ITSELF =
            Pattern.compile("/registry/events/.*|/registry/masterleases/.*|/registry/leases/kube-.*|compact_rev_key");
    /** In or of the namespace of any test. */
    private static final Pattern OF_A_TEST = Pattern.compile(".*/(runbook-kube-\\d+-\\d+)(/.*)?");

    private final Transport etcd;
    private final String namespace;
    private final SystemClock clock = new SystemClock();

    private EtcdWitness(Transport etcd, String namespace) {
        this.etcd = etcd;
        this.namespace = namespace;
    }

    /** Of the namespace of a test; fails where the control plane is not one of {@code testbed/up}. */
    public static EtcdWitness of(Testbed testbed, Path folder) throws IOException {
        Matcher port = PORT.matcher(Files.readString(testbed.kubeconfig.resolveSibling("ports")));
        Assertions.assertTrue(port.find(), "the testbed does not say where its etcd is");
        Path kubeconfig = testbed.kubeconfigThrough(Integer.parseInt(port.group(1)), folder);
        return new EtcdWitness(
                new Transport(
                        Kubeconfig.resolve(Optional.of(kubeconfig.toString()), Optional.empty(), Map.of()),
                        new SystemClock()),
                testbed.namespace);
    }

    /**
     * What is there.
     *
     * @param revision of the store
     * @param written by key, the revision that wrote it last
     */
    public record Keys(long revision, Map<String, Long> written) {
        private Map<String, Long> in(String namespace) {
            Map<String, Long> mine = new TreeMap<>(written);
            mine.keySet()
                    .removeIf(key ->
                            !isOf(key, namespace) || BY_ITSELF.matcher(key).matches());
            return mine;
        }
    }

    /** The keys, once the controllers have done in the namespace what they have to do. */
    public Keys settled() throws InterruptedException {
        Keys last = keys();
        Duration since = clock.elapsed();
        Duration end = since.plus(Duration.ofSeconds(30));
        while (clock.elapsed().minus(since).compareTo(QUIET) < 0) {
            Assertions.assertTrue(clock.elapsed().compareTo(end) < 0, "the controllers do not come to rest");
            clock.sleep(Duration.ofMillis(50));
            Keys now = keys();
            if (!now.in(namespace).equals(last.in(namespace))) {
                since = clock.elapsed();
            }
            last = now;
        }
        return last;
    }

    /**
     * What was written, made or deleted since: in the namespace of the test, and of all that is in none or in one that no test has
     * made, what names that namespace.
     */
    public List<String> changedSince(Keys before) {
        Keys now = keys();
        TreeSet<String> all = new TreeSet<>(before.written().keySet());
        all.addAll(now.written().keySet());
        List<String> changed = new ArrayList<>();
        for (String key : all) {
            Long then = before.written().get(key);
            if (!Objects.equals(then, now.written().get(key))
                    && !BY_ITSELF.matcher(key).matches()
                    && concernsUs(key, before.revision())) {
                changed.add(key
                        + (then == null ? " is new" : now.written().containsKey(key) ? " was written" : " is gone"));
            }
        }
        return changed;
    }

    private boolean concernsUs(String key, long before) {
        if (OF_A_TEST.matcher(key).matches()) {
            return isOf(key, namespace);
        }
        return value(key, 0).contains(namespace) || value(key, before).contains(namespace);
    }

    private static boolean isOf(String key, String namespace) {
        Matcher test = OF_A_TEST.matcher(key);
        return test.matches() && test.group(1).equals(namespace);
    }

    /** Empty where it is not there, or etcd has been made to forget it by another test. */
    private String value(String key, long revision) {
        Transport.HttpReply reply = send(Map.of("key", encoded(key), "revision", Long.toString(revision)));
        List<?> found = reply.status() == 200
                        && ServerAnswer.object(etcd.target(), reply.body()).get("kvs") instanceof List<?> list
                ? list
                : List.of();
        return found.isEmpty() || !(found.getFirst() instanceof Map<?, ?> one)
                ? ""
                : new String(decoded(Objects.requireNonNull(one.get("value"))), StandardCharsets.ISO_8859_1);
    }

    private Keys keys() {
        Transport.HttpReply reply = send(Map.of("key", encoded("\0"), "range_end", encoded("\0"), "keys_only", true));
        Assertions.assertEquals(200, reply.status(), reply.body());
        Map<String, Object> answer = ServerAnswer.object(etcd.target(), reply.body());
        Map<String, Long> written = new TreeMap<>();
        if (answer.get("kvs") instanceof List<?> all) {
            for (Object one : all) {
                Map<?, ?> key = (Map<?, ?>) one;
                written.put(
                        new String(decoded(Objects.requireNonNull(key.get("key"))), StandardCharsets.UTF_8),
                        Long.parseLong(String.valueOf(key.get("mod_revision"))));
            }
        }
        Assertions.assertFalse(written.isEmpty(), "etcd has no keys: " + answer);
        Map<?, ?> header = (Map<?, ?>) Objects.requireNonNull(answer.get("header"));
        return new Keys(Long.parseLong(String.valueOf(header.get("revision"))), written);
    }

    private Transport.HttpReply send(Map<String, Object> range) {
        return UninterruptedCluster.ask(() -> etcd.send("POST", "/v3/kv/range", "application/json", Json.line(range)));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decoded(Object text) {
        return Base64.getDecoder().decode(String.valueOf(text));
    }

    @Override
    public void close() {
        etcd.close();
    }
}
