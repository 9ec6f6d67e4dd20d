package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The API groups of the objects of releases, as helm's own records tell them that it has read. */
final class RecordedGroups {
    private static final String TYPE = "helm.sh/release.v1";
    private static final Pattern GROUP = Pattern.compile("apiVersion:\\s*\\\\?[\"']?([a-z0-9.-]+)/v");
    /** Records are of a megabyte at most, packed. */
    private static final int MOST_BYTES = 32_000_000;

    private final Set<String> questions = new HashSet<>();
    private final Set<String> groups = new TreeSet<>();

    /**
     * To be told what helm was answered that asked for Secrets.
     *
     * @param question the same is looked at once: the next record of a release is much as the one before
     */
    synchronized void answered(String question, byte[] answer) {
        if (!questions.add(question)) {
            return;
        }
        try {
            JsonNode tree = JsonTrees.read(answer);
            List<ObjectNode> records = tree.has("items")
                    ? JsonTrees.objects(tree.path("items"))
                    : tree instanceof ObjectNode one ? List.of(one) : List.of();
            for (ObjectNode record : records) {
                if (JsonTrees.text(record, "type").equals(TYPE)) {
                    groups.addAll(groups(JsonTrees.text(record, "data", "release")));
                }
            }
        } catch (IOException | IllegalArgumentException another) {
            // It is no record that can be read, and tells nothing.
        }
    }

    private static Set<String> groups(String release) throws IOException {
        Base64.Decoder decoder = Base64.getDecoder();
        byte[] packed = decoder.decode(decoder.decode(release));
        // That of the core, which has no name in what objects say of themselves.
        Set<String> groups = new HashSet<>(Set.of(""));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            Matcher matcher = GROUP.matcher(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            while (matcher.find()) {
                groups.add(matcher.group(1));
            }
        }
        return groups;
    }

    /** Empty while no record was read. */
    synchronized Set<String> known() {
        return Set.copyOf(groups);
    }
}
