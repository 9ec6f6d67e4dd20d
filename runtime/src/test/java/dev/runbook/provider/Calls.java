package dev.runbook.provider;

import dev.runbook.language.signature.PureSignatures;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.Observer;
import dev.runbook.port.ReplacementTrials;
import dev.runbook.port.Workspace;
import dev.runbook.provider.dns.Dns;
import dev.runbook.provider.dns.DnsSignatures;
import dev.runbook.provider.file.FileSignatures;
import dev.runbook.provider.helm.FakeHelm;
import dev.runbook.provider.helm.HelmSignatures;
import dev.runbook.provider.http.HttpSignatures;
import dev.runbook.provider.http.Web;
import dev.runbook.provider.kube.ClusterSignatures;
import dev.runbook.provider.postgres.NoDatabase;
import dev.runbook.provider.postgres.Postgres;
import dev.runbook.provider.postgres.PostgresSignatures;
import dev.runbook.provider.process.ProcessSignatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Calls of actions and lookups in a world of fakes: a helm that answers from a table, files in memory, a web of one page. */
public final class Calls {
    public final FakeHelm helm;
    public final Map<String, String> files = new HashMap<>();
    public final List<Duration> sleeps = new ArrayList<>();
    public Web web = request -> Web.PageResponse.none("nobody is there");
    public Dns dns = new ScriptedDns();
    public Optional<String> readOnly = Optional.empty();
    public ClusterReader cluster = new NoCluster();
    public Postgres postgres = new NoDatabase();
    public ClusterWriter writer = new NoCluster();
    public ReplacementTrials trials = ReplacementTrials.NONE;
    public Instant now = Instant.EPOCH;
    public final List<Observer.Pending> pending = new ArrayList<>();
    public final List<String> counted = new ArrayList<>();

    public Calls(String version) {
        this(new FakeHelm(version));
    }

    private Calls(FakeHelm helm) {
        this.helm = helm;
    }

    /** On a machine that has no helm. */
    public static Calls withoutHelm() {
        return new Calls(FakeHelm.missing());
    }

    /** The world of these calls. */
    public World world() {
        return Worlds.of(helm.helm(), cluster, writer, helm, new Files(), r -> web.get(r), dns, postgres, new NoTime())
                .with(ReplacementTrials.class, trials);
    }

    /** A call by the name in the catalogue; the options follow as name and value. */
    public Call call(String name, List<Value> positional, Object... options) {
        return call(name, Optional.empty(), positional, Observer.NONE, options);
    }

    /** The same for a lookup of a wait: what it sees missing is kept in {@link #pending}. */
    public Call watched(String name, List<Value> positional, Object... options) {
        return call(name, Optional.empty(), positional, observer(), options);
    }

    /** A call of what is asked of a value; what it sees missing is kept in {@link #pending}. */
    public Call member(Value receiver, String name, Value... positional) {
        return call(name, Optional.of(receiver), List.of(positional), observer());
    }

    /** The same with options, which follow as name and value. */
    public Call memberWith(Value receiver, String name, Object... options) {
        return call(name, Optional.of(receiver), List.of(), observer(), options);
    }

    private Observer observer() {
        return new Observer() {
            @Override
            public void pending(Pending one) {
                pending.add(one);
            }

            @Override
            public void counted(String rule) {
                counted.add(rule);
            }
        };
    }

    private Call call(
            String name, Optional<Value> receiver, List<Value> positional, Observer observer, Object... options) {
        Signature signature = Stream.of(
                        HelmSignatures.all(),
                        PureSignatures.all(),
                        ProcessSignatures.all(),
                        FileSignatures.all(),
                        HttpSignatures.all(),
                        ClusterSignatures.all(),
                        DnsSignatures.all(),
                        PostgresSignatures.all())
                .flatMap(List::stream)
                .filter(s -> s.name().equals(name) && s.receiver().isPresent() == receiver.isPresent())
                .findFirst()
                .orElseThrow();
        Map<String, Value> named = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            named.put((String) options[i], value(options[i + 1]));
        }
        return new Call(signature, receiver, positional, named, Value.of("coder"), world(), observer);
    }

    /** Texts as values. */
    public static List<Value> texts(String... texts) {
        return Stream.of(texts).map(Value::of).toList();
    }

    private static Value value(Object plain) {
        return switch (plain) {
            case Value value -> value;
            case String text -> Value.of(text);
            case Boolean holds -> Value.of(holds.booleanValue());
            case Integer number -> Value.of(number.longValue());
            case Duration duration -> new Value.Duration(duration);
            default -> throw new IllegalArgumentException(String.valueOf(plain));
        };
    }

    private final class Files implements Workspace {
        @Override
        public boolean exists(String path) {
            return files.containsKey(path);
        }

        @Override
        public boolean isInside(String path) {
            return !path.startsWith("/") && !path.startsWith("..");
        }

        @Override
        public Optional<String> refusal(String path, boolean whole) {
            return isInside(path) ? Optional.empty() : Optional.of(path + " is outside the working folder");
        }

        @Override
        public byte[] read(String path) throws IOException {
            if (!files.containsKey(path)) {
                throw new IOException("no such file or folder");
            }
            return files.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void replace(String path, byte[] content) throws IOException {
            if (readOnly.isPresent()) {
                throw new IOException(readOnly.get());
            }
            files.put(path, new String(content, StandardCharsets.UTF_8));
        }

        @Override
        public void delete(String path) {
            files.remove(path);
        }

        @Override
        public String absolute(String path) {
            return java.nio.file.Path.of(path).toAbsolutePath().normalize().toString();
        }
    }

    private final class NoTime implements Clock {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Duration elapsed() {
            return Duration.ZERO;
        }

        @Override
        public void sleep(Duration duration) {
            sleeps.add(duration);
        }
    }
}
