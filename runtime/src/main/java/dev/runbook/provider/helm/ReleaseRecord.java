package dev.runbook.provider.helm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads what helm keeps of a revision in the cluster: base64 of gzip of JSON. */
public final class ReleaseRecord {
    private static final JsonFactory JSON = new JsonFactory();

    private ReleaseRecord() {}

    /** The name of the object that holds a revision. */
    public static String name(String release, int revision) {
        return "sh.helm.release.v1." + release + ".v" + revision;
    }

    /** When the release was first deployed, as helm writes it; empty where the record does not say. */
    public static Optional<String> firstDeployed(String record) {
        byte[] packed = Base64.getMimeDecoder().decode(record);
        try (JsonParser json = JSON.createParser(
                packed.length > 1 && packed[0] == 0x1f
                        ? new GZIPInputStream(new ByteArrayInputStream(packed))
                        : new ByteArrayInputStream(packed))) {
            boolean info = false;
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                    info &= depth > 1;
                } else if (token == JsonToken.FIELD_NAME && depth == 1) {
                    info = json.currentName().equals("info");
                } else if (token == JsonToken.VALUE_STRING
                        && info
                        && depth == 2
                        && json.currentName().equals("first_deployed")) {
                    return Optional.of(json.getText());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The record as a Secret has it, whose data are base64 once more. */
    public static String ofSecret(String data) {
        return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
    }
}
