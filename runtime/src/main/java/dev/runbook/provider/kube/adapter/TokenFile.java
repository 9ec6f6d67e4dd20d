package dev.runbook.provider.kube.adapter;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A token that stands in a file of its own, which somebody renews: it is read again for each request. */
final class TokenFile implements OAuthTokenProvider {
    private final Path file;
    private volatile String last;

    /**
     * Reads it for the first time; what cannot be read then is told, since kubectl goes no further either.
     *
     * @param otherwise a token that counts while the file has none; may be empty
     */
    TokenFile(Path file, String otherwise) {
        this.file = file;
        this.last = otherwise;
        try {
            this.last = Files.readString(file).strip();
        } catch (IOException e) {
            if (!otherwise.isEmpty()) {
                return;
            }
            throw KubeconfigFiles.failed(
                    "the file " + file + ", which holds the token of the kubeconfig's user, cannot be read: "
                            + Unreachable.words(e),
                    "Check tokenFile of the user in the kubeconfig, and the owner and mode of the file.");
        }
        if (last.isEmpty()) {
            throw KubeconfigFiles.failed(
                    "the file " + file + ", which should hold the token of the kubeconfig's user, is empty",
                    "Log in again as your cluster asks you to.");
        }
    }

    /** That of a user of a kubeconfig, who may have a token beside it: the file counts. */
    static Optional<TokenFile> of(KubeconfigFiles files, String user) {
        return files.user(user)
                .filter(auth ->
                        auth.getTokenFile() != null && !auth.getTokenFile().isEmpty())
                .map(auth -> new TokenFile(
                        in(files.home(user), auth.getTokenFile()), Objects.requireNonNullElse(auth.getToken(), "")));
    }

    private static Path in(File kubeconfig, String name) {
        Path folder = kubeconfig.getAbsoluteFile().toPath().getParent();
        return folder == null ? Path.of(name) : folder.resolve(name);
    }

    @Override
    public String getToken() {
        try {
            String read = Files.readString(file).strip();
            if (!read.isEmpty()) {
                last = read;
            }
        } catch (IOException away) {
            // Whoever renews it may just be at it; the last one is likely to hold still.
            return last;
        }
        return last;
    }
}
