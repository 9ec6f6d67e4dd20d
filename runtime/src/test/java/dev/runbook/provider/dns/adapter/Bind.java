package dev.runbook.provider.dns.adapter;

import dev.runbook.InstalledProgram;
import dev.runbook.Prerequisite;
import dev.runbook.port.Processes;
import dev.runbook.provider.dns.Dns;
import dev.runbook.provider.dns.TsigKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A BIND of its own on loopback, with the zone runbook.test; the machine's own is not touched. */
public final class Bind implements AutoCloseable {
    public static final String SECRET = "c2VjcmV0IG9mIHRoZSB1cGRhdGUga2V5IQ==";

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String ZONE = """
            $TTL 300
            @ SOA ns1 hostmaster 1 3600 600 86400 60
            @ NS ns1
            @ NS ns2
            ns1 A 127.0.0.1
            ns2 A 127.0.0.2
            @ A 203.0.113.1
            coder A 203.0.113.7
            *.dev A 203.0.113.7
            named CNAME lb.elsewhere.test.
            reached CNAME coder
            told A 203.0.113.7
            told TXT "v=spf1 -all"
            """;

    private static final String PRIMARY = """
            key update-key { algorithm hmac-sha256; secret "%1$s"; };
            key weak-key { algorithm hmac-sha256; secret "%1$s"; };
            key one-name-key { algorithm hmac-sha256; secret "%1$s"; };
            key one-type-key { algorithm hmac-sha256; secret "%1$s"; };
            zone runbook.test {
              type primary; file "zone"; notify explicit; also-notify { 127.0.0.1 port %3$d; }; notify-delay 2;
              allow-transfer { 127.0.0.0/8; };
              update-policy {
                grant update-key zonesub ANY;
                grant one-name-key name coder.runbook.test A AAAA CNAME;
                grant one-type-key name coder.runbook.test A;
              };
            };
            """;

    private static final String SECONDARY = """
            zone runbook.test { type secondary; file "copy"; primaries { 127.0.0.1 port %2$d; }; };
            """;

    private final Process process;
    private final Ports ports;
    private final int port;

    /** The port of the primary, which others know too, and of the secondary. */
    private record Ports(int primary, int secondary) {}

    private Bind(Process process, Ports ports, int port) {
        this.process = process;
        this.ports = ports;
        this.port = port;
    }

    /** The server that takes updates; it tells the secondary of a change two seconds later. */
    public static Bind primary(Path folder) throws IOException, InterruptedException {
        Ports ports = new Ports(free(), free());
        return start(folder, ports, ports.primary(), PRIMARY);
    }

    /** One that copies the zone from the primary. */
    public Bind secondary(Path folder) throws IOException, InterruptedException {
        return start(folder, ports, ports.secondary(), SECONDARY);
    }

    /** Makes the secondary answer at 127.0.0.2 and the port of the primary, as the zone says. */
    public Relay relay() throws IOException {
        return new Relay(ports.primary(), ports.secondary(), false);
    }

    /** Hands questions at 127.0.0.2 on to the primary, and sends wrong answers before each right one. */
    public Relay forged() throws IOException {
        return new Relay(ports.primary(), ports.primary(), true);
    }

    /** Where {@link #relay} and {@link #forged} answer. */
    String relayed() {
        return "127.0.0.2:" + ports.primary();
    }

    private static Bind start(Path folder, Ports ports, int port, String zones)
            throws IOException, InterruptedException {
        Prerequisite.BIND.orSkip();
        Path installed = InstalledProgram.find("named").orElseThrow();
        // Debian's profile lets the installed one read its own folders alone. Were the copy written by this process, a
        // child that another test starts meanwhile would hold it open for a moment, and it could not be run.
        Path named = folder.resolve("named");
        int copied = new ProcessBuilder("cp", installed.toString(), named.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (copied != 0) {
            throw new IOException("cp " + installed + " ended with " + copied);
        }
        Files.writeString(folder.resolve("zone"), ZONE);
        Files.writeString(
                folder.resolve("named.conf"),
                """
                options {
                  directory "%s"; pid-file "pid"; session-keyfile "session.key"; managed-keys-directory ".";
                  listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; };
                  recursion no; dnssec-validation no; notify no; allow-notify { 127.0.0.0/8; };
                };
                controls { };
                """.formatted(folder, port) + zones.formatted(SECRET, ports.primary(), ports.secondary()));
        Process process = new ProcessBuilder(
                        named.toString(),
                        "-g",
                        "-c",
                        folder.resolve("named.conf").toString())
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start();
        CountDownLatch running = new CountDownLatch(1);
        Queue<String> log = new ConcurrentLinkedQueue<>();
        String wanted = zones.equals(PRIMARY) ? "all zones loaded" : "Transfer status: success";
        // A pipe holds the thread that reads it, of which virtual ones share few.
        Thread.ofPlatform().daemon().start(() -> read(process, log, wanted, running));
        if (!running.await(60, TimeUnit.SECONDS) || !process.isAlive()) {
            process.destroyForcibly();
            throw new AssertionError("named did not start:\n" + String.join("\n", log));
        }
        return new Bind(process, ports, port);
    }

    private static void read(Process process, Queue<String> log, String wanted, CountDownLatch running) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                if (line.contains(wanted)) {
                    running.countDown();
                }
            }
        } catch (IOException ended) {
            // The end of the server closes the pipe under the reader's hands.
            log.add(String.valueOf(ended.getMessage()));
        } finally {
            running.countDown();
        }
    }

    /** A port that is free on both addresses, over both protocols. */
    private static int free() throws IOException {
        IOException taken = new IOException("no free port");
        for (int i = 0; i < 50; i++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                int port = tcp.getLocalPort();
                new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.2")).close();
                new DatagramSocket(port, InetAddress.ofLiteral("127.0.0.1")).close();
                new DatagramSocket(port, InetAddress.ofLiteral("127.0.0.2")).close();
                return port;
            } catch (IOException e) {
                taken = e;
            }
        }
        throw taken;
    }

    /** As {@code at:} names it. */
    public String at() {
        return "127.0.0.1:" + port;
    }

    /** Asks this server as the resolver of the machine, and finds the zone's servers on its port. */
    public NameServers asResolver() {
        return new NameServers(List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port)), port);
    }

    /** Points a name at an address, as somebody has done a while ago. */
    public void point(String name, String address) throws InterruptedException {
        new NameServers()
                .update(
                        new Dns.Update(
                                at(),
                                "runbook.test",
                                name,
                                Set.of("A"),
                                List.of(),
                                Set.of(),
                                false,
                                List.of(new Dns.ResourceRecord("A", address, Duration.ofMinutes(5))),
                                List.of(),
                                TsigKey.parse(key()),
                                LIMIT),
                        Processes.Output.NONE);
    }

    /** The IPv4 addresses of a name. */
    public List<String> addresses(String name) throws InterruptedException {
        return new NameServers()
                        .ask(new Dns.Query(name, Optional.of(at()), Set.of("A"), LIMIT, List.of()))
                        .getFirst()
                        .records()
                        .stream()
                        .map(Dns.ResourceRecord::data)
                        .toList();
    }

    /** The key that may change the zone. */
    public static String key() {
        return "update-key:hmac-sha256:" + SECRET;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
