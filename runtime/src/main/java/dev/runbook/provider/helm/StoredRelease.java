package dev.runbook.provider.helm;

import dev.runbook.json.Json;
import dev.runbook.json.JsonMap;
import dev.runbook.port.KubeObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What helm keeps of a revision, read from its Secret: in base64, as everything in a Secret, is base64 of a gzip of JSON.
 *
 * @param manifest the objects of the revision
 * @param hooks the manifests of its hooks
 * @param config the values that the operator gave
 * @param chart the chart that it was made of
 */
public record StoredRelease(String manifest, List<String> hooks, JsonMap config, StoredChart chart) {
    /** Nothing that fits into a Secret is as large when it is unpacked, unless somebody means harm. */
    static final int LARGEST = 64 * 1024 * 1024;

    public StoredRelease {
        hooks = List.copyOf(hooks);
    }

    /** The revision that a Secret holds; empty when it holds none that can be read. */
    public static Optional<StoredRelease> of(KubeObject secret) {
        Optional<String> data = secret.text("data", "release");
        if (data.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(data.get()));
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                // A null among values takes a default of the chart away, and has to stay.
                JsonMap release = new JsonMap(Json.whole(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8)));
                return Optional.of(new StoredRelease(
                        release.text("manifest"),
                        release.objects("hooks").stream()
                                .map(hook -> hook.text("manifest"))
                                .toList(),
                        release.object("config"),
                        new StoredChart(release.object("chart"))));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
