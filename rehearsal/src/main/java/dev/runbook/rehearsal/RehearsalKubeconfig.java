package dev.runbook.rehearsal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** The file that tells helm and kubectl where the rehearsal cluster is and with which token to come. */
public final class RehearsalKubeconfig {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private RehearsalKubeconfig() {}

    /** A token that nobody can guess, for one server. */
    public static String newToken() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** Of a server that wants a token over TLS. */
    static Path write(Path folder, String namespace, URI url, String certificate, String token) throws IOException {
        return write(folder, "rehearsal", namespace, """
                server: %s
                certificate-authority-data: %s
                """.formatted(url, base64(certificate)), "token: " + token);
    }

    /** Of a server whose address is all that one must know. */
    public static Path write(Path folder, String name, String namespace, URI url) throws IOException {
        return write(folder, name, namespace, "server: " + url, "{}");
    }

    /** Writes the file anew, so that it never has other permissions than the owner's. */
    private static Path write(Path folder, String name, String namespace, String cluster, String user)
            throws IOException {
        Path file = folder.resolve("kubeconfig");
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_ONLY);
        return Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: %1$s
                clusters:
                  - name: %1$s
                    cluster:
                %3$s
                contexts:
                  - name: %1$s
                    context:
                      cluster: %1$s
                      namespace: "%2$s"
                      user: %1$s
                users:
                  - name: %1$s
                    user:
                %4$s
                """.formatted(
                        name,
                        namespace,
                        cluster.strip().indent(6).stripTrailing(),
                        user.indent(6).stripTrailing()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
