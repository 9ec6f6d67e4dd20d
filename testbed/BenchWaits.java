import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How soon each tool goes on after a change: the time from the change's event in the server's own watch stream to the next
 * command that the tool starts. All tools wait at the same time, each for an object of its own that is like the others.
 */
public final class BenchWaits {
    private static final String HELD = "bench.runbook.dev/held";
    private static final Pattern EVENT = Pattern.compile("\"type\":\"(\\w+)\".*?\"name\":\"([^\"]+)\"");
    private static final int MANY = 1_000;

    private final int rounds;
    private final Path kubeconfig;
    private final String kubectl;
    private final String runbook;
    private final List<String> helms;
    private final String namespace = "bench-waits-" + ProcessHandle.current().pid();
    private final Path folder = Files.createTempDirectory("bench-waits-");
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Long> changed = new ConcurrentHashMap<>();
    private final List<Process> started = new ArrayList<>();
    private final Map<String, List<Long>> gone = new LinkedHashMap<>();
    private final Map<String, List<Long>> ready = new LinkedHashMap<>();
    private final boolean ansible = Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ansible-playbook")));
    private String proxy = "";
    private volatile boolean ending;

    private BenchWaits(String[] args) throws IOException {
        rounds = Integer.parseInt(args[0]);
        kubeconfig = Path.of(args[1]);
        kubectl = args[2];
        runbook = args[3];
        helms = List.of(args).subList(4, args.length);
    }

    public static void main(String[] args) throws Exception {
        BenchWaits bench = new BenchWaits(args);
        if (!bench.ansible) {
            System.err.println("ansible-playbook is not on the PATH: measured without it (Debian: apt-get install ansible-core)");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(bench::end));
        bench.open();
        for (int i = 0; i < bench.rounds; i++) {
            bench.gone(i);
            bench.ready(i);
            System.err.print("\rround " + (i + 1) + " of " + bench.rounds);
        }
        System.err.println();
        table("gone: a service whose finalizer is taken off", bench.gone);
        table("ready: a deployment whose pod becomes ready", bench.ready);
        bench.many();
        System.exit(0);
    }

    private void open() throws Exception {
        Process serving = start(List.of(kubectl, "--kubeconfig", kubeconfig.toString(), "proxy", "--port=0"));
        String line = new BufferedReader(new InputStreamReader(serving.getInputStream())).readLine();
        proxy = "http://" + line.replaceAll(".* ", "");
        send("POST", "/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + namespace + "\"}}");
        watch("/api/v1/namespaces/" + namespace + "/services", "DELETED", "");
        watch("/apis/apps/v1/namespaces/" + namespace + "/deployments", "MODIFIED", "\"availableReplicas\":1");
        for (String kind : List.of("gone", "ready")) {
            Path chart = Files.createDirectories(folder.resolve("chart-" + kind + "/templates")).getParent();
            Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: bench\nversion: 1.0.0\n");
            Files.writeString(
                    chart.resolve("templates/all.yaml"),
                    kind.equals("gone") ? service("{{ .Release.Name }}") : deployment("{{ .Release.Name }}"));
            Files.writeString(folder.resolve(kind + ".rb"), """
                    runbook "Wait"
                    param :name, "Of the object"
                    param :into, "File that gets the time"
                    in_namespace "%s"
                    step "Wait" do
                      wait up_to: 5.minutes until %s(name).%s?
                    end
                    step "Go on" do
                      run "sh", "-c", "date +%%s%%N >#{into}"
                    end
                    """.formatted(namespace, kind.equals("gone") ? "service" : "deployment", kind));
        }
    }

    private static String service(String name) {
        return "{apiVersion: v1, kind: Service, metadata: {name: " + name + ", finalizers: [" + HELD
                + "]}, spec: {ports: [{port: 80}]}}\n";
    }

    private static String deployment(String name) {
        return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: " + name + "}, spec: {selector: {matchLabels: {app: "
                + name + "}}, template: {metadata: {labels: {app: " + name
                + "}, annotations: {testbed.runbook.dev/ready-after: never}}, spec: {containers: [{name: a, image: example.com/a}]}}}}\n";
    }

    /** Notes when the event of a type, with a text in it, came first for each name. */
    private void watch(String path, String type, String with) {
        Thread thread = new Thread(() -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(proxy + path + "?watch=true&timeoutSeconds=3600")).build();
            try (Stream<String> lines = http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
                lines.forEach(line -> {
                    long now = now();
                    Matcher event = EVENT.matcher(line);
                    if (event.find() && event.group(1).equals(type) && line.contains(with)) {
                        changed.putIfAbsent(event.group(2), now);
                    }
                });
            } catch (IOException | InterruptedException | UncheckedIOException e) {
                // At the end of the program it is the program that ends it.
                if (!ending) {
                    System.err.println("the watch of " + path + " was lost: " + e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static long now() {
        return nanos(Instant.now());
    }

    private static long nanos(Instant moment) {
        return moment.getEpochSecond() * 1_000_000_000L + moment.getNano();
    }

    private void gone(int round) throws Exception {
        Map<String, String> names = names("gone", round);
        for (Map.Entry<String, String> tool : names.entrySet()) {
            String name = tool.getValue();
            if (helms.contains(tool.getKey())) {
                run(List.of(tool.getKey(), "install", name, folder.resolve("chart-gone").toString(), at()));
                waiter(name, List.of(tool.getKey(), "uninstall", name, "--wait", "--timeout=5m", at()));
            } else {
                apply(service(name));
                send("DELETE", "/api/v1/namespaces/" + namespace + "/services/" + name, "{}");
                switch (tool.getKey()) {
                    case "runbook" -> runbook("gone", name);
                    case "kubectl wait" ->
                        waiter(name, List.of(kubectl, "wait", "--for=delete", "service/" + name, "--timeout=5m", at()));
                    case "ansible until" ->
                        ansible(name, List.of(kubectl, "get", "service", name, at(), config()), "'NotFound' in seen.stderr");
                    default -> loop(name, "! " + kubectl + " get service " + name + " " + at() + " " + config());
                }
            }
        }
        settle(names.get("runbook"));
        for (String name : names.values()) {
            send("PATCH", "/api/v1/namespaces/" + namespace + "/services/" + name, "{\"metadata\":{\"finalizers\":null}}");
        }
        collect(names, gone);
    }

    private void ready(int round) throws Exception {
        Map<String, String> names = names("ready", round);
        for (Map.Entry<String, String> tool : names.entrySet()) {
            String name = tool.getValue();
            if (helms.contains(tool.getKey())) {
                waiter(
                        name,
                        List.of(tool.getKey(), "install", name, folder.resolve("chart-ready").toString(), "--wait",
                                "--timeout=5m", at()));
                continue;
            }
            apply(deployment(name));
            switch (tool.getKey()) {
                case "runbook" -> runbook("ready", name);
                case "kubectl wait" ->
                    waiter(
                            name,
                            List.of(kubectl, "wait", "--for=condition=Available", "deployment/" + name, "--timeout=5m", at()));
                case "ansible until" ->
                    ansible(
                            name,
                            List.of(kubectl, "get", "deployment", name, at(), config(), "-o",
                                    "jsonpath={.status.availableReplicas}"),
                            "seen.stdout == '1'");
                default ->
                    loop(
                            name,
                            "[ \"$(" + kubectl + " get deployment " + name + " " + at() + " " + config()
                                    + " -o 'jsonpath={.status.availableReplicas}')\" = 1 ]");
            }
        }
        settle(names.get("runbook"));
        String pods = send("GET", "/api/v1/namespaces/" + namespace + "/pods", "");
        Matcher pod = Pattern.compile("\"name\":\"(r\\d+-" + round + "-[a-z0-9]+-[a-z0-9]+)\"").matcher(pods.replace(" ", ""));
        while (pod.find()) {
            send(
                    "PATCH",
                    "/api/v1/namespaces/" + namespace + "/pods/" + pod.group(1),
                    "{\"metadata\":{\"annotations\":{\"testbed.runbook.dev/ready-after\":\"0s\"}}}");
        }
        collect(names, ready);
        for (Map.Entry<String, String> tool : names.entrySet()) {
            if (helms.contains(tool.getKey())) {
                run(List.of(tool.getKey(), "uninstall", tool.getValue(), at()));
            } else {
                send("DELETE", "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + tool.getValue(), "{}");
            }
        }
    }

    private Map<String, String> names(String kind, int round) {
        Map<String, String> names = new LinkedHashMap<>();
        List<String> tools = new ArrayList<>(List.of("runbook", "kubectl wait", "sh, every 5 s"));
        if (ansible) {
            tools.add("ansible until");
        }
        tools.addAll(helms);
        for (String tool : tools) {
            names.put(tool, kind.charAt(0) + "" + names.size() + "-" + round);
        }
        return names;
    }

    private Path file(String name) {
        return folder.resolve(name + ".time");
    }

    private String at() {
        return "--namespace=" + namespace;
    }

    private String config() {
        return "--kubeconfig=" + kubeconfig;
    }

    private void runbook(String kind, String name) throws IOException {
        Files.createFile(folder.resolve(name + ".txt"));
        start(
                List.of(runbook, "exec", folder.resolve(kind + ".rb").toString(), "name=" + name, "into=" + file(name), config()),
                folder.resolve(name + ".txt").toFile());
    }

    /** What a script does: it waits with a command, and then goes on with the next. */
    private void waiter(String name, List<String> command) throws IOException {
        List<String> script = new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null; date +%s%N >" + file(name), "wait"));
        script.addAll(command);
        script.add(config());
        start(script);
    }

    private void loop(String name, String condition) throws IOException {
        start(List.of("sh", "-c", "until " + condition + " 2>/dev/null; do sleep 5; done >/dev/null; date +%s%N >" + file(name)));
    }

    /** A task that asks every five seconds, and the next task of the same playbook. */
    private void ansible(String name, List<String> asks, String until) throws IOException {
        String argv = asks.stream().map(arg -> "\"" + arg + "\"").collect(Collectors.joining(", "));
        Path playbook = Files.writeString(folder.resolve(name + ".yml"), """
                - hosts: localhost
                  connection: local
                  gather_facts: false
                  tasks:
                    - ansible.builtin.command: {argv: [%s]}
                      register: seen
                      until: "%s"
                      failed_when: false
                      retries: 60
                      delay: 5
                    - ansible.builtin.shell: date +%%s%%N >%s
                """.formatted(argv, until, file(name)));
        start(List.of("ansible-playbook", "-i", "localhost,", playbook.toString()));
    }

    /** Until everybody waits, and then for a random part of five seconds, so that no one's rhythm is favoured. */
    private void settle(String runbooks) throws Exception {
        Path output = folder.resolve(runbooks + ".txt");
        for (int i = 0; i < 1_200 && !Files.readString(output).contains(", waiting for"); i++) {
            Thread.sleep(50);
        }
        Thread.sleep(3_000 + new Random().nextInt(5_000));
    }

    private void collect(Map<String, String> names, Map<String, List<Long>> reactions) throws Exception {
        for (Map.Entry<String, String> tool : names.entrySet()) {
            Path file = file(tool.getValue());
            for (int i = 0; i < 2_400 && (!Files.exists(file) || Files.size(file) < 10); i++) {
                Thread.sleep(50);
            }
            long then = Long.parseLong(Files.readString(file).strip());
            Long event = changed.get(tool.getValue());
            if (event == null) {
                throw new IllegalStateException("no event for " + tool.getValue());
            }
            String title = new File(tool.getKey()).getName().replaceFirst("^(helm-v[\\d.]+)$", "$1 --wait");
            if (title.equals("runbook")) {
                reactions.computeIfAbsent("runbook, wait over", t -> new ArrayList<>()).add(over(tool.getValue()) - event);
                title = "runbook, next command";
            }
            reactions.computeIfAbsent(title, t -> new ArrayList<>()).add(then - event);
        }
    }

    /** When the outcome of the wait was written in the journal. */
    private long over(String name) throws IOException {
        Path output = folder.resolve(name + ".txt");
        Matcher journal = Pattern.compile("journal\\s+(\\S+journal\\.jsonl)").matcher(Files.readString(output));
        if (!journal.find()) {
            throw new IllegalStateException(Files.readString(output));
        }
        for (String line : Files.readAllLines(Path.of(journal.group(1)))) {
            Matcher time = Pattern.compile("\"time\":\"([^\"]+)\"").matcher(line);
            if (line.contains("task_ended") && time.find()) {
                return nanos(Instant.parse(time.group(1)));
            }
        }
        throw new IllegalStateException("the wait of " + name + " has no end in its journal");
    }

    private static void table(String title, Map<String, List<Long>> reactions) {
        System.out.printf("%n%s; milliseconds%n%-24s %8s %8s %6s%n", title, "", "median", "worst", "of");
        reactions.forEach((tool, times) -> {
            List<Long> sorted = times.stream().sorted().toList();
            System.out.printf(
                    "%-24s %8.0f %8.0f %6d%n",
                    tool,
                    sorted.get(sorted.size() / 2) / 1e6,
                    sorted.get(sorted.size() - 1) / 1e6,
                    sorted.size());
        });
    }

    /** What half a minute of waiting for a thousand objects costs. */
    private void many() throws Exception {
        String path = "/api/v1/namespaces/" + namespace + "/configmaps";
        for (int i = 0; i < MANY; i++) {
            send(
                    "POST",
                    path,
                    "{\"metadata\":{\"name\":\"m" + i + "\",\"labels\":{\"bench\":\"many\"},\"finalizers\":[\"" + HELD + "\"]}}");
        }
        Files.writeString(folder.resolve("many.rb"), """
                runbook "Wait for many"
                in_namespace "%s"
                step "Wait" do
                  many = configmap(labels: "bench=many")
                  wait up_to: 5.minutes until many.gone?
                end
                """.formatted(namespace));
        send("DELETE", path + "?labelSelector=bench%3Dmany", "{}");
        Process ours = start(List.of(runbook, "exec", folder.resolve("many.rb").toString(), config()));
        Process theirs = start(List.of(
                kubectl, "wait", "--for=delete", "configmap", "--selector=bench=many", "--timeout=5m", at(), config()));
        System.out.printf("%nwaiting for %d objects for 30 s%n%-20s %8s %8s%n", MANY, "", "CPU s", "MB");
        Thread.sleep(5_000);
        double[] begun = {cpu(ours), cpu(theirs)};
        Thread.sleep(30_000);
        System.out.printf("%-20s %8.2f %8d  (%.2f s of CPU to begin)%n", "runbook", cpu(ours) - begun[0], memory(ours), begun[0]);
        System.out.printf(
                "%-20s %8.2f %8d  (%.2f s of CPU to begin)%n", "kubectl wait", cpu(theirs) - begun[1], memory(theirs), begun[1]);
        for (int i = 0; i < MANY; i++) {
            send("PATCH", path + "/m" + i, "{\"metadata\":{\"finalizers\":null}}");
        }
    }

    private static double cpu(Process process) {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private static long memory(Process process) throws IOException {
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        return Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1")) / 1024;
    }

    private void apply(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("object.yaml"), yaml);
        run(List.of(kubectl, "create", "--validate=false", "-f", file.toString(), at()));
    }

    private void run(List<String> command) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.add(config());
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", all) + "\n" + said);
        }
    }

    private Process start(List<String> command) throws IOException {
        return start(command, new File("/dev/null"));
    }

    private Process start(List<String> command, File output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        if (!command.contains("proxy")) {
            builder.redirectOutput(output);
        }
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(proxy + path))
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + response.body());
        }
        return response.body();
    }

    private void end() {
        ending = true;
        try {
            send("DELETE", "/api/v1/namespaces/" + namespace, "{}");
        } catch (Exception gone) {
            System.err.println("the namespace " + namespace + " is left: " + gone.getMessage());
        }
        started.forEach(process -> process.descendants().forEach(ProcessHandle::destroy));
        started.forEach(Process::destroy);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException left) {
            System.err.println(folder + " is left: " + left.getMessage());
        }
    }
}
