package dev.runbook.rehearsal.helm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The official helm for linux/amd64, unpacked from a jar on the class path: helm lies in a zip in an npm archive in the
 * jar {@code cdk-lambda-layer-kubectl-v29}.
 */
public final class BundledHelm {
    public static final String VERSION = "3.14.4";

    private static final String ARCHIVE =
            "software/amazon/awscdk/cdk/lambdalayer/kubectl/v29/" + "lambda-layer-kubectl-v29@2.1.0.jsii.tgz";
    private static final String LAYER = "package/lib/layer.zip";
    private static final String HELM = "helm/helm";
    private static final long SIZE = 50_753_536;
    private static final String SHA256 = "912d3c044f46dcc43c22d073dec7eacf6ba8701dfc7f60688174b3eaa30d3698";

    private BundledHelm() {}

    /** Whether this machine can run the bundled helm. */
    public static boolean runsHere() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        return system.equals("linux") && (processor.equals("amd64") || processor.equals("x86_64"));
    }

    /**
     * Unpacks helm into a cache folder, unless it is there already, and returns the executable. Several processes may do
     * so at the same time: each writes a file of its own and renames it when it is whole and checked.
     *
     * @throws IOException when the machine is another, the jar is missing, or the folder cannot be written
     */
    public static Path unpack(Path cacheFolder) throws IOException {
        if (!runsHere()) {
            throw new IOException("the bundled helm " + VERSION + " runs on linux/amd64 only, and this is "
                    + System.getProperty("os.name") + "/" + System.getProperty("os.arch")
                    + ": put helm on the PATH (https://helm.sh/docs/intro/install)");
        }
        Path helm = cacheFolder.resolve("helm-v" + VERSION + "-linux-amd64");
        HelmCacheFolder.prepare(cacheFolder);
        if (Files.isRegularFile(helm, LinkOption.NOFOLLOW_LINKS)
                && HelmCacheFolder.isOurs(helm)
                && Files.isExecutable(helm)
                && Files.size(helm) == SIZE) {
            return helm;
        }
        Path fresh = Files.createTempFile(
                cacheFolder,
                "helm-",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            copyChecked(fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, helm, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return helm;
    }

    private static void copyChecked(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream jar = BundledHelm.class.getClassLoader().getResourceAsStream(ARCHIVE)) {
            if (jar == null) {
                throw new IOException("the jar that carries helm is not on the class path "
                        + "(software.amazon.awscdk:cdk-lambda-layer-kubectl-v29)");
            }
            InputStream layer = TarReader.find(new GZIPInputStream(jar), LAYER);
            try (ZipInputStream zip = new ZipInputStream(layer);
                    OutputStream out = new DigestOutputStream(
                            Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), digest)) {
                find(zip);
                zip.transferTo(out);
            }
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(SHA256)) {
            throw new IOException("the helm in the jar is not the official " + VERSION + ": its SHA-256 is " + found);
        }
    }

    private static void find(ZipInputStream zip) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(HELM)) {
                return;
            }
        }
        throw new IOException("there is no " + HELM + " in " + LAYER);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
