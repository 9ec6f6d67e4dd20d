package dev.runbook.app.rehearse;

import dev.runbook.rehearsal.chart.RepositoryProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a helm of its own knows in a rehearsal.
 *
 * @param ofPrograms the variables by which any program finds the embedded cluster
 * @param ofHelm the variables by which helm finds all chart repositories on loopback, too
 */
record RehearsalHome(Path folder, Map<String, String> ofPrograms, Map<String, String> ofHelm) {
    static RehearsalHome make(RehearsalPlace place, Path kubeconfig, RepositoryProxy repository) throws IOException {
        Path folder = place.folder().resolve("helm");
        Map<String, String> programs = Map.of(
                "KUBECONFIG", kubeconfig.toString(),
                "HELM_CACHE_HOME", folder.resolve("cache").toString(),
                "HELM_CONFIG_HOME", folder.resolve("config").toString(),
                "HELM_DATA_HOME", folder.resolve("data").toString());
        Path certificate = Files.writeString(
                Files.createDirectories(folder).resolve("repositories.pem"), repository.certificate());
        Map<String, String> helm = new HashMap<>(programs);
        helm.put("HTTPS_PROXY", repository.url().toString());
        helm.put("HTTP_PROXY", repository.url().toString());
        helm.put("NO_PROXY", "127.0.0.1,localhost,::1");
        helm.put("SSL_CERT_FILE", certificate.toString());
        // It has nobody else to trust, and need not read the system's hundreds of certificates.
        helm.put("SSL_CERT_DIR", folder.resolve("no-certificates").toString());
        return new RehearsalHome(folder, programs, Map.copyOf(helm));
    }

    /** Makes helm know repositories that were fetched before. */
    void learn(FetchedRepositories known) throws IOException {
        known.copy(folder.resolve("config"), folder.resolve("cache/repository"));
    }
}
