package dev.runbook.provider.helm;

import dev.runbook.json.JsonMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads what helm keeps of a revision in the cluster: base64 of gzip of JSON. */
public final class ReleaseRecord {
    /** The type of the Secrets in which helm keeps revisions. */
    public static final String TYPE = "helm.sh/release.v1";

    private static final String PREFIX = "sh.helm.release.v1.";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "(.+)\\.v\\d+");

    private ReleaseRecord() {}

    /** The name of the object that holds a revision. */
    public static String name(String release, int revision) {
        return PREFIX + release + ".v" + revision;
    }

    /** The release of which an object of a name holds a revision; empty where it holds none. */
    public static Optional<String> release(String name) {
        Matcher record = NAME.matcher(name);
        return record.matches() ? Optional.of(record.group(1)) : Optional.empty();
    }

    /** When the release was first deployed, as helm writes it; empty where the record does not say. */
    public static Optional<String> firstDeployed(String record) {
        return content(record)
                .map(release -> release.object("info").text("first_deployed"))
                .filter(text -> !text.isEmpty());
    }

    /** What is in it; empty where it cannot be read. */
    public static Optional<JsonMap> content(String record) {
        byte[] packed = Base64.getMimeDecoder().decode(record);
        try (InputStream in = packed.length > 1 && packed[0] == 0x1f
                ? new GZIPInputStream(new ByteArrayInputStream(packed))
                : new ByteArrayInputStream(packed)) {
            return Optional.of(JsonMap.of(new String(in.readNBytes(StoredRelease.LARGEST), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The record as a Secret has it, whose data are base64 once more. */
    public static String ofSecret(String data) {
        return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
    }
}
