package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A namespace of a real control plane, with a Coder in it whose next version changes a field that cannot be changed. */
class ControlPlaneWorld implements FaultWorld {
    private static final String VALUES = """
            host: coder.acme.example
            service:
              testbed.runbook.dev/release-after: 1s
            """;

    private final OperatorSandbox place;
    private final String url;
    private final Map<String, String> workspace;

    /** Installs the Coder that is to be updated. */
    ControlPlaneWorld(Path folder, int helm) throws IOException, InterruptedException {
        place = new OperatorSandbox(folder, helm);
        Files.writeString(folder.resolve("mine.yml"), VALUES);
        url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
        place.objects.createWorkspace();
        workspace = place.objects.workspace();
        place.install(url, "1.15.0");
    }

    /** The addresses that Coder is reached at now. */
    final List<String> addresses() throws InterruptedException {
        return place.objects.awaitAddresses("ingress-nginx");
    }

    @Override
    public Path folder() {
        return place.folder;
    }

    @Override
    public Path kubeconfig() {
        return place.testbed.kubeconfig;
    }

    @Override
    public Path helm() {
        return place.helm();
    }

    @Override
    public String namespace() {
        return place.namespace;
    }

    @Override
    public List<String> parameters() {
        return List.of("namespace=" + namespace(), "repo_url=" + url, "version=1.16.1", "health=none", "limit=30s");
    }

    @Override
    public List<String> options() {
        return List.of(
                "--yes",
                "--yes-destroy",
                "--answer=Take a snapshot of the database=yes",
                "--answer=Point DNS at the new address=yes");
    }

    @Override
    public void inspect() throws Exception {
        assertEquals("1.16.1", place.chartVersion("coder"));
        assertEquals(place.helm("get", "values", "coder", "--output=yaml"), place.file("working/current-values.yml"));
        assertEquals(workspace, place.objects.workspace(), "a workspace, which is no part of the release");
        place.allIsThere("coder");
    }

    @Override
    public int exit() {
        return 0;
    }

    @Override
    public void close() {
        place.close();
    }
}
