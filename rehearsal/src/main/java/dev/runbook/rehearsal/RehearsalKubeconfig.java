package dev.runbook.rehearsal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;

/** The file that tells helm and kubectl where the rehearsal cluster is and with which token to come. */
final class RehearsalKubeconfig {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private RehearsalKubeconfig() {}

    /** Writes the file anew, so that it never has other permissions than the owner's. */
    static Path write(Path folder, URI url, String certificate, String token) throws IOException {
        Path file = folder.resolve("kubeconfig");
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_ONLY);
        return Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: rehearsal
                clusters:
                  - name: rehearsal
                    cluster:
                      server: %s
                      certificate-authority-data: %s
                contexts:
                  - name: rehearsal
                    context:
                      cluster: rehearsal
                      namespace: default
                      user: rehearsal
                users:
                  - name: rehearsal
                    user:
                      token: %s
                """.formatted(url, base64(certificate), token));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
